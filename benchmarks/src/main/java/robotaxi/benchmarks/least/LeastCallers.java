package robotaxi.benchmarks.least;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufInputStream;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObjectAggregator;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpServerCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.OpenResponse;

/** Orders over HTTP/1.1, answered with nothing once they are in the ledger. */
final class LeastCallers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 2;
    private static final int LARGEST = 64 * 1024;

    private final LeastLedger ledger;
    private final LeastLink link;

    LeastCallers(LeastLedger ledger, LeastLink link) {
        this.ledger = ledger;
        this.link = link;
    }

    void start(int port) throws InterruptedException {
        new ServerBootstrap()
                .group(new EpollEventLoopGroup(THREADS))
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST), new Requests());
                    }
                })
                .bind("127.0.0.1", port)
                .sync();
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
            JsonNode order = JSON.readTree((InputStream) new ByteBufInputStream(request.content()));
            String car = order.path("vehicleId").asText();
            var command = Command.newBuilder()
                    .setCommandId(order.path("commandId").asText())
                    .setVehicleId(car)
                    .setCancelMission(CancelMission.newBuilder()
                            .setMissionId(order.path("missionId").asText())
                            .setReason(order.path("reason").asText()))
                    .build();
            ledger.given(List.of(command.getCommandId()), List.of(command.toByteArray()), () -> {
                link.send(car, OpenResponse.newBuilder().setCommand(command).build());
                var answer = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.ACCEPTED, Unpooled.EMPTY_BUFFER);
                answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
                context.writeAndFlush(answer);
            });
        }
    }
}

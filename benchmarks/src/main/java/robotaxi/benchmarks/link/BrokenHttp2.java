package robotaxi.benchmarks.link;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A connection with a car's own certificate on which HTTP/2 begins well and goes on as nonsense. */
final class BrokenHttp2 {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final int PATIENCE_SECONDS = 10;
    private static final EventLoopGroup LOOP = new NioEventLoopGroup(
            1, Thread.ofPlatform().daemon().name("broken-http2-", 0).factory());

    private BrokenHttp2() {}

    /** Sends the bytes as frames, and waits until the gateway has closed the connection or has had a second to. */
    static int send(Car car, int linkPort, byte[] frames) throws InterruptedException {
        Channel channel = new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        SslHandler tls = car.tls().newHandler(made.alloc(), "127.0.0.1", linkPort);
                        made.pipeline().addLast(tls, new Speaker(frames));
                    }
                })
                .connect("127.0.0.1", linkPort)
                .sync()
                .channel();
        try {
            channel.closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            channel.close().sync();
        }
        return 1;
    }

    private static final class Speaker extends ChannelInboundHandlerAdapter {
        private final byte[] frames;

        Speaker(byte[] frames) {
            this.frames = frames;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent) {
                context.writeAndFlush(Unpooled.wrappedBuffer(PREFACE, EMPTY_SETTINGS, frames));
                // A length that was never sent would keep both waiting.
                context.executor().schedule(() -> context.close(), 1, TimeUnit.SECONDS);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object answer) {
            ReferenceCountUtil.release(answer);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable closed) {
            context.close();
        }
    }
}

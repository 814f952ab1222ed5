package robotaxi.gateway.link.adapter;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import robotaxi.contracts.link.v1.OpenResponse;

/** A transport that nobody reads from: it keeps what was sent. */
final class DeafStream extends ServerCallStreamObserver<OpenResponse> {
    private final List<OpenResponse> sent = new CopyOnWriteArrayList<>();

    List<OpenResponse> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void onNext(OpenResponse frame) {
        sent.add(frame);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void onError(Throwable fault) {}

    @Override
    public void onCompleted() {}
}

package talkspurt.media.pipeline;

import akka.NotUsed;
import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a conversation tells the stream of its line, in that order. Part of that stream, so that nothing runs for it but
 * the line's own thread. Runs once; what is offered before waits, what is offered after the end is left. {@link #offer}
 * is thread-safe.
 *
 * @param <T> what is told
 */
public final class InboxStage<T> extends GraphStage<SourceShape<T>> {

  private final Outlet<T> out = Outlet.create("Inbox.out");
  private final SourceShape<T> shape = SourceShape.of(out);
  private final BlockingQueue<T> waiting;
  private volatile Runnable wake = () -> {};
  private volatile boolean over;

  /**
   * One that is empty.
   *
   * @param max how many elements may wait
   */
  public InboxStage(int max) {
    waiting = new ArrayBlockingQueue<>(max);
  }

  /**
   * Tells the stream.
   *
   * @throws IllegalStateException as many wait as may: the stream does not take them, which is a fault of ours
   */
  public void offer(T element) {
    if (over) {
      return;
    }
    if (!waiting.offer(element)) {
      throw new IllegalStateException("the line's stream does not take what it is told");
    }
    wake.run();
  }

  @Override
  public SourceShape<T> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Reading();
  }

  private final class Reading extends GraphStageLogic {

    Reading() {
      super(shape);
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          deliver();
        }
      });
    }

    @Override
    public void preStart() {
      AsyncCallback<NotUsed> arrived = createAsyncCallback(nothing -> deliver());
      wake = () -> arrived.invoke(NotUsed.getInstance());
    }

    private void deliver() {
      T next = isAvailable(out) ? waiting.poll() : null;
      if (next != null) {
        push(out, next);
      }
    }

    @Override
    public void postStop() {
      over = true;
      waiting.clear();
    }
  }
}

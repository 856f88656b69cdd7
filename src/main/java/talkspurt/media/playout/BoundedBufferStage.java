package talkspurt.media.playout;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Holds what a slow branch has not taken yet, up to a limit, then drops what comes and tells. Its
 * input is never back-pressured.
 */
public final class BoundedBufferStage<T> extends GraphStage<FlowShape<T, T>> {

  private final Inlet<T> in = Inlet.create("BoundedBuffer.in");
  private final Outlet<T> out = Outlet.create("BoundedBuffer.out");
  private final FlowShape<T, T> shape = FlowShape.of(in, out);
  private final int limit;
  private final Predicate<T> droppable;
  private final Consumer<T> dropped;

  /**
   * @param droppable what may be dropped; the rest is few and is kept even beyond the limit
   * @param dropped told of each that was
   */
  public BoundedBufferStage(int limit, Predicate<T> droppable, Consumer<T> dropped) {
    this.limit = limit;
    this.droppable = droppable;
    this.dropped = dropped;
  }

  @Override
  public FlowShape<T, T> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Holding();
  }

  private final class Holding extends GraphStageLogic implements InHandler, OutHandler {

    private final Deque<T> held = new ArrayDeque<>();

    Holding() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      pull(in);
    }

    @Override
    public void onPush() {
      T element = grab(in);
      if (held.size() >= limit && droppable.test(element)) {
        dropped.accept(element);
      } else {
        held.add(element);
      }
      giveOut();
      pull(in);
    }

    @Override
    public void onPull() {
      giveOut();
    }

    @Override
    public void onUpstreamFinish() {
      emitMultiple(out, held.iterator(), this::completeStage);
    }

    private void giveOut() {
      if (isAvailable(out) && !held.isEmpty()) {
        push(out, held.remove());
      }
    }
  }
}

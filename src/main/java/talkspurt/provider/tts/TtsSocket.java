package talkspurt.provider.tts;

import akka.stream.stage.AsyncCallback;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import scala.jdk.javaapi.FutureConverters;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.tts.TtsConnection.Action;
import talkspurt.provider.tts.TtsTalk.Heard;

/** The end of a running {@link TtsSocketStage} that sentences hold. Thread-safe. */
final class TtsSocket {

  /** What somebody wants of the connection; runs in the stage. */
  interface Order {

    List<Action> give(TtsConnection connection, long nowNanos);
  }

  private final AsyncCallback<Order> orders;
  private final Supplier<Heard> why;

  /**
   * An end.
   *
   * @param why what a sentence is told that begins after the stage has stopped
   */
  TtsSocket(AsyncCallback<Order> orders, Supplier<Heard> why) {
    this.orders = orders;
    this.why = why;
  }

  /** Speaks; what comes of it is told to {@code heard}. */
  void say(String text, Consumer<Heard> heard) {
    Order order = (connection, nowNanos) -> connection.say(text, heard, nowNanos);
    FutureConverters.asJava(orders.invokeWithFeedback(order)).whenComplete((done, stopped) -> {
      if (stopped != null) {
        heard.accept(why.get());
      }
    });
  }

  /** The next message is wanted by the sentence that told {@code heard}. */
  void more(Consumer<Heard> heard) {
    orders.invoke((connection, nowNanos) -> connection.more(heard));
  }

  /** The rest of that sentence is not wanted. */
  void drop(Consumer<Heard> heard) {
    orders.invoke((connection, nowNanos) -> connection.drop(heard, nowNanos));
  }

  /** That sentence has found the connection to be of no use. */
  void giveUp(Consumer<Heard> heard) {
    orders.invoke((connection, nowNanos) -> connection.giveUp(heard));
  }

  /** Nobody wants it any more. */
  void close() {
    orders.invoke((connection, nowNanos) -> connection.close());
  }

  /** How opening it ended: with this failure, or well. */
  void opened(Optional<ProviderFailure> failure) {
    orders.invoke((connection, nowNanos) -> connection.opened(failure));
  }
}

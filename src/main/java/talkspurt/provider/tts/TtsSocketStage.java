package talkspurt.provider.tts;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.GraphStageWithMaterializedValue;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import scala.Tuple2;
import scala.jdk.javaapi.FutureConverters;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.transport.SocketMessage;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.provider.tts.TtsTalk.Heard;
import talkspurt.telemetry.NanoClock;

/**
 * One WebSocket to a server that speaks. While a sentence is spoken, messages are read only as they
 * are wanted, so that what is not played yet waits in the server; else they are read and dropped.
 */
final class TtsSocketStage
    extends GraphStageWithMaterializedValue<
        FlowShape<SocketMessage, SocketMessage>, TtsSocketStage.Connection> {

  /** The end of a connection that sentences hold. */
  interface Connection {

    /** Speaks; what comes of it is told to {@code heard}. */
    void say(String text, Consumer<Heard> heard);

    /** The next message is wanted by the sentence that told {@code heard}. */
    void more(Consumer<Heard> heard);

    /** The rest of that sentence is not wanted. */
    void drop(Consumer<Heard> heard);

    /** That sentence has found the connection to be of no use. */
    void giveUp(Consumer<Heard> heard);

    /** Nobody wants it any more. */
    void close();

    /** How opening it ended: with this failure, or well where that is null. */
    void opened(ProviderFailure failure);
  }

  /** Whom a connection tells of itself. */
  interface Owner {

    void free();

    void gone();
  }

  private sealed interface Order {
    record Say(String text, Consumer<Heard> heard) implements Order {}

    record More(Consumer<Heard> heard) implements Order {}

    record Drop(Consumer<Heard> heard) implements Order {}

    record GiveUp(Consumer<Heard> heard) implements Order {}

    record Close() implements Order {}

    record Opened(ProviderFailure failure) implements Order {}
  }

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Inlet<SocketMessage> in = Inlet.create("voice-socket.in");
  private final Outlet<SocketMessage> out = Outlet.create("voice-socket.out");
  private final VoiceServer server;
  private final TtsTalk talk;
  private final NanoClock clock;
  private final Owner owner;

  TtsSocketStage(VoiceServer server, TtsTalk talk, NanoClock clock, Owner owner) {
    this.server = server;
    this.talk = talk;
    this.clock = clock;
    this.owner = owner;
  }

  @Override
  public FlowShape<SocketMessage, SocketMessage> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public Tuple2<GraphStageLogic, Connection> createLogicAndMaterializedValue(Attributes inherited) {
    Logic logic = new Logic();
    return new Tuple2<>(logic, logic.handle());
  }

  private final class Logic extends TimerGraphStageLogic {

    private static final String UNREADY = "unready";
    private static final String CLOSING = "closing";
    private final Deque<String> toSend = new ArrayDeque<>();
    private final AsyncCallback<Order> orders = createAsyncCallback(this::on);
    private Consumer<Heard> sentence;
    /** What a sentence is told that is begun too late; read by other threads. */
    private volatile Heard why = lost();

    private boolean used;
    private boolean taken;
    private boolean wanted;
    private boolean opened;
    private boolean ended;
    private boolean closing;

    Logic() {
      super(shape());
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          heard(grab(in));
          read();
        }

        @Override
        public void onUpstreamFinish() {
          end();
        }

        @Override
        public void onUpstreamFailure(Throwable failure) {
          end();
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          send();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          end();
        }
      });
    }

    Connection handle() {
      return new Connection() {
        @Override
        public void say(String text, Consumer<Heard> heard) {
          FutureConverters.asJava(orders.invokeWithFeedback(new Order.Say(text, heard)))
              .whenComplete((done, stopped) -> {
                if (stopped != null) {
                  heard.accept(why);
                }
              });
        }

        @Override
        public void more(Consumer<Heard> heard) {
          orders.invoke(new Order.More(heard));
        }

        @Override
        public void drop(Consumer<Heard> heard) {
          orders.invoke(new Order.Drop(heard));
        }

        @Override
        public void giveUp(Consumer<Heard> heard) {
          orders.invoke(new Order.GiveUp(heard));
        }

        @Override
        public void close() {
          orders.invoke(new Order.Close());
        }

        @Override
        public void opened(ProviderFailure failure) {
          orders.invoke(new Order.Opened(failure));
        }
      };
    }

    @Override
    public void preStart() {
      setKeepGoing(true); // why it was not opened is told last
      pull(in);
    }

    private void on(Order order) {
      if (order instanceof Order.Say say) {
        sentence = say.heard();
        used = true;
        taken = true;
        wanted = false;
        send(talk.say(say.text(), clock.nanoTime()));
      } else if (order instanceof Order.More more) {
        wanted = wanted || more.heard() == sentence;
      } else if (order instanceof Order.Drop drop) {
        if (drop.heard() == sentence) {
          over();
          send(talk.drop());
          settle();
        }
      } else if (order instanceof Order.GiveUp giveUp) {
        if (giveUp.heard() == sentence) {
          close();
        }
      } else if (order instanceof Order.Close) {
        close();
      } else if (order instanceof Order.Opened known) {
        opened = true;
        setKeepGoing(false);
        if (known.failure() != null) {
          why = Heard.failed(known.failure(), true);
          owner.gone();
          completeStage();
        } else if (ended) {
          end();
        }
      } else {
        throw new AssertionError(order);
      }
      read();
    }

    private void heard(SocketMessage message) {
      Heard heard = read(message);
      wanted = wanted && heard.sounds().isEmpty();
      if (heard.over() && !heard.broken()) {
        // free before the sentence is told that it is over: the next one finds the connection
        Optional<Consumer<Heard>> told = Optional.ofNullable(sentence);
        over();
        settle();
        told.ifPresent(listener -> listener.accept(heard));
        return;
      }
      tell(heard);
      if (heard.broken()) {
        if (heard.over() && !used) {
          why = heard; // the server was quicker than the first sentence
        }
        if (heard.over()) {
          over(); // it has been told why
        }
        close();
      } else if (sentence == null) {
        settle();
      }
    }

    private Heard read(SocketMessage message) {
      try {
        if (message instanceof SocketMessage.Text text) {
          return talk.text(text.text());
        }
        if (message instanceof SocketMessage.Binary binary) {
          return talk.binary(binary.bytes().toArray());
        }
        if (message instanceof SocketMessage.Oversized oversized) {
          throw ProviderFault.of(
              Kind.BROKE_PROTOCOL, server.provider(), "sent a message " + oversized.detail());
        }
        throw new AssertionError(message);
      } catch (ProviderFault unreadable) {
        return Heard.failed(unreadable.failure(), true);
      }
    }

    private void tell(Heard heard) {
      if (sentence != null && (!heard.sounds().isEmpty() || heard.over())) {
        sentence.accept(heard);
      }
    }

    private void over() {
      sentence = null;
    }

    /** Free as soon as it can be; one that does not become so in time is of no use. */
    private void settle() {
      if (closing) {
        return;
      }
      if (talk.ready(clock.nanoTime())) {
        cancelTimer(UNREADY);
        if (taken) {
          taken = false; // from here on somebody else may take it
          owner.free();
        }
      } else if (!talk.waits()) {
        close();
      } else if (!isTimerActive(UNREADY)) {
        scheduleOnce(UNREADY, server.firstSoundTimeout());
      }
    }

    @Override
    public void onTimer(Object key) {
      if (closing) {
        completeStage();
      } else {
        close();
      }
    }

    /** The server is told, where that can be done at once. */
    private void close() {
      if (closing) {
        return;
      }
      closing = true;
      owner.gone();
      tell(lost());
      over();
      toSend.addAll(talk.goodbye());
      scheduleOnce(CLOSING, CLOSE_WITHIN);
      send();
    }

    private void end() {
      if (!opened) {
        ended = true; // why will be told
        return;
      }
      owner.gone();
      completeStage();
    }

    private Heard lost() {
      return Heard.failed(
          new ProviderFailure(Kind.UNREACHABLE, server.provider(), "the connection was lost"),
          true);
    }

    private void send(List<String> messages) {
      toSend.addAll(messages);
      send();
    }

    private void send() {
      if (isAvailable(out) && !toSend.isEmpty()) {
        push(out, new SocketMessage.Text(toSend.remove()));
      } else if (closing && (toSend.isEmpty() || !isAvailable(out))) {
        completeStage();
      }
    }

    private void read() {
      if (!closing && (sentence == null || wanted) && !hasBeenPulled(in) && !isClosed(in)) {
        pull(in);
      }
    }

    @Override
    public void postStop() {
      owner.gone();
      tell(why);
      sentence = null;
    }
  }
}

package talkspurt.media.bot;

import akka.japi.Pair;
import akka.stream.ActorAttributes;
import akka.stream.BoundedSourceQueue;
import akka.stream.KillSwitch;
import akka.stream.KillSwitches;
import akka.stream.QueueOfferResult;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.call.SessionChange;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.pipeline.HeardFrame;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.telemetry.Metrics;

/**
 * The bot at the other end: opened once, told what it is to know, and left in the end. What it is told waits in a
 * queue; a bot that does not read misses sound and notices, which is counted. Used on the conversation's thread, but
 * for the caller's sound.
 */
final class BotConnection {

  private static final Logger LOG = LoggerFactory.getLogger(BotConnection.class);

  /** Keys and marks that may wait beside the caller's sound. */
  private static final int MAX_NOTICES = 1000;

  /** Whether the bot is there. */
  private sealed interface State {}

  /** It was not wanted yet. */
  private record Unopened() implements State {}

  /** Both ends of a bot that is open, and the session it was last told. */
  private record Open(
      BoundedSourceQueue<Input> queue, KillSwitch input, Runnable silence, SessionChange session)
      implements State {

    Open told(SessionChange other) {
      return new Open(queue, input, silence, other);
    }
  }

  /** It is not wanted any more. */
  private record Closed() implements State {}

  private final Dialogue.Host host;
  private final Conversation.Surroundings around;
  private final Conversation.Pipeline pipeline;
  private State state = new Unopened();

  /** Whether the bot is to hear silence, while the call is on hold; read by the thread of the line's stream. */
  private volatile boolean held;

  /** The same while the caller says what is for a tool alone. */
  private volatile boolean collecting;

  BotConnection(
      Dialogue.Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
  }

  boolean unopened() {
    return state instanceof Unopened;
  }

  boolean open() {
    return state instanceof Open;
  }

  boolean closed() {
    return state instanceof Closed;
  }

  /**
   * Opens a bot that was not wanted yet.
   *
   * @param session that it is told with the request
   * @param guard what it says goes through this, if through anything
   */
  void open(
      SpeechToSpeech bot,
      SpeechToSpeech.Request request,
      SessionChange session,
      Optional<SpeechGuardStage> guard) {
    Pair<Pair<BoundedSourceQueue<Input>, UniqueKillSwitch>, Runnable> ends = Source.<Input>queue(
            backlogFrames() + MAX_NOTICES)
        .viaMat(KillSwitches.single(), Keep.both())
        .via(guard
            .map(stage -> bot.converse(request).via(stage))
            .orElseGet(() -> bot.converse(request)))
        .toMat(
            Sink.fromGraph(new BotSpeechStage(around.settings().bot(), host.self()::tell)),
            Keep.both())
        .withAttributes(ActorAttributes.dispatcher(pipeline.dispatcher()))
        .run(host.system());
    state = new Open(ends.first().first(), ends.first().second(), ends.second(), session);
  }

  /** Tells an open bot another session, unless it was told the same. */
  void change(SessionChange wanted) {
    if (state instanceof Open ends && !wanted.equals(ends.session())) {
      state = ends.told(wanted);
      tell(new Input.SessionChanged(told(wanted)));
    }
  }

  /** A change as a bot reads it. */
  static SpeechToSpeech.Session told(SessionChange change) {
    return new SpeechToSpeech.Session(
        change.instructions(),
        change.voice(),
        change.tools(),
        change.turnDetection(),
        change.language());
  }

  /** Tells a bot that is open; others know nothing any more. */
  void tell(Input notice) {
    if (state instanceof Open ends && dropped(ends.queue().offer(notice))) {
      LOG.warn("the bot does not read: it is not told {}", notice.getClass().getSimpleName());
      around.metrics().bots().botDeaf();
    }
  }

  /**
   * The caller's sound goes to the bot from now on, on the thread of the line's stream.
   *
   * @param threshold from which probability on a frame is speech
   */
  void listen(double threshold) {
    if (!(state instanceof Open ends)) {
      throw new AssertionError(state);
    }
    BoundedSourceQueue<Input> queue = ends.queue();
    int most = backlogFrames();
    Metrics metrics = around.metrics();
    pipeline.caller().listen((atMs, all) -> {
      HeardFrame heard = held || collecting ? all.silent() : all;
      Input sound = new Input.Audio(atMs, heard.frame(), heard.speech() >= threshold);
      if (queue.size() >= most || dropped(queue.offer(sound))) {
        metrics.bots().botDeaf();
      }
    });
  }

  /** Whether the call is on hold: the bot hears silence then. */
  void hold(boolean on) {
    held = on;
  }

  /** Whether the caller says what is for a tool alone: the bot hears silence then. */
  void collect(boolean on) {
    collecting = on;
  }

  /** Nothing more is said to it, and nothing it says is played. */
  void hush() {
    if (state instanceof Open ends) {
      ends.silence().run();
      ends.input().shutdown();
    }
    state = new Closed();
  }

  private int backlogFrames() {
    return (int) around.settings().bot().callerBacklog().toMillis() / AudioFrame.FRAME_MS;
  }

  private static boolean dropped(QueueOfferResult result) {
    return result == QueueOfferResult.dropped();
  }
}

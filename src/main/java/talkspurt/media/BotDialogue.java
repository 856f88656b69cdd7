package talkspurt.media;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Cue;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.media.ConversationMessage.BotBegan;
import talkspurt.media.ConversationMessage.BotCleared;
import talkspurt.media.ConversationMessage.BotEnded;
import talkspurt.media.ConversationMessage.BotMarked;
import talkspurt.media.ConversationMessage.BotOpened;
import talkspurt.media.ConversationMessage.KeyPressed;
import talkspurt.media.ConversationMessage.OfDialogue;
import talkspurt.media.ConversationMessage.Played;
import talkspurt.media.ConversationMessage.Turned;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.telemetry.Metrics;

/**
 * The dialogue of a bot that hears and speaks for itself: opens it when the durable half wants
 * something of this line, plays what it says turn by turn, and tells it what became of that. What
 * our own hearing makes of the caller counts only where the profile lets it interrupt the bot.
 */
final class BotDialogue implements Dialogue {

  private static final Logger LOG = LoggerFactory.getLogger(BotDialogue.class);
  private static final int NO_TURN = -1;

  /** Keys and marks that may wait beside the caller's sound. */
  private static final int MOST_NOTICES = 1000;

  /** One run of the bot's speech, and the marks in and behind it that were not returned. */
  private static final class Run {
    private final Source<SpeechPiece, NotUsed> speech;
    private final Deque<String> marks = new ArrayDeque<>();

    Run(Source<SpeechPiece, NotUsed> speech) {
      this.speech = speech;
    }
  }

  /** Both ends of a bot that is open. */
  private record Open(BoundedSourceQueue<Input> queue, KillSwitch input, Runnable silence) {}

  private final Host host;
  private final Conversation.Surroundings around;
  private final Conversation.Pipeline pipeline;
  private Profile profile;
  private Profile.Bot bot;
  private Optional<Open> open = Optional.empty();
  private boolean closed;

  /** The bot's turn that began last, or is the next to begin, where the durable half waits for it. */
  private int turn = NO_TURN;

  private boolean awaited;
  private Optional<Run> speaking = Optional.empty();
  private final Deque<Run> waiting = new ArrayDeque<>();
  private boolean clearing;
  private int playedMs;
  private String lastMark = "";
  private Optional<EndReason> over = Optional.empty();

  BotDialogue(Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
  }

  /** A bot that is open stays, whatever the profile says of it now. */
  @Override
  public void use(Profile wanted) {
    if (!(wanted.pipeline() instanceof Profile.Bot)) {
      throw new AssertionError(wanted.pipeline());
    }
    profile = wanted;
    bot = (Profile.Bot) wanted.pipeline();
  }

  // ---- what the durable half wants

  @Override
  public void obey(Instruction instruction) {
    if (instruction instanceof Instruction.Greet greet) {
      await(0);
      open(greet.plan());
    } else if (instruction instanceof Instruction.Answer answer) {
      await(answer.turn());
      open(answer.plan());
    } else if (instruction instanceof Instruction.Listen listen) {
      turn = Math.max(turn, listen.turn() - 1);
      open(listen.plan());
    } else {
      throw new AssertionError(instruction);
    }
  }

  /** A turn that began on an earlier line goes on with what the bot says first on this one. */
  private void await(int wanted) {
    if (wanted > turn) {
      turn = wanted;
      awaited = true;
    }
  }

  private void open(CallPlan plan) {
    if (open.isPresent() || closed) {
      return;
    }
    String language = plan.language().isEmpty() ? profile.language() : plan.language();
    ActorRef<ConversationMessage> self = host.self();
    BotSettings settings = around.settings().bot();
    Pair<Pair<BoundedSourceQueue<Input>, UniqueKillSwitch>, Runnable> ends = Source.<Input>queue(
            backlogFrames() + MOST_NOTICES)
        .viaMat(KillSwitches.single(), Keep.both())
        .via(bot.speech()
            .converse(
                new SpeechToSpeech.Request(host.callId().toString(), language, Variables.of(plan))))
        .toMat(Sink.fromGraph(new BotSpeechStage(settings, self::tell)), Keep.both())
        .withAttributes(ActorAttributes.dispatcher(Conversations.DISPATCHER))
        .run(host.system());
    open = Optional.of(new Open(ends.first().first(), ends.first().second(), ends.second()));
  }

  private int backlogFrames() {
    return (int) around.settings().bot().callerBacklog().toMillis() / AudioFrame.FRAME_MS;
  }

  @Override
  public void close() {
    closed = true;
    pipeline.caller().close();
    open.ifPresent(ends -> {
      ends.silence().run();
      ends.input().shutdown();
    });
    open = Optional.empty();
  }

  // ---- what the bot does

  @Override
  public void on(OfDialogue message) {
    if (message instanceof Played played) {
      onPlayed(played.event());
    } else if (message instanceof KeyPressed pressed) {
      tell(new Input.Key(pressed.key()));
    } else if (closed || message instanceof Turned) {
      return; // the bot hears for itself
    } else if (message instanceof BotOpened) {
      listen();
    } else if (message instanceof BotBegan began) {
      waiting.add(new Run(began.speech()));
      goOn();
    } else if (message instanceof BotMarked marked) {
      mark(marked.name());
    } else if (message instanceof BotCleared) {
      clear();
    } else if (message instanceof BotEnded ended) {
      end(ended.failure());
    } else {
      throw new AssertionError(message);
    }
  }

  /** On the thread of the line's stream. */
  private void listen() {
    BoundedSourceQueue<Input> queue = open.orElseThrow().queue();
    int most = backlogFrames();
    Metrics metrics = around.metrics();
    pipeline.caller().listen((atMs, frame) -> {
      if (queue.size() >= most || dropped(queue.offer(new Input.Audio(atMs, frame)))) {
        metrics.botDeaf();
      }
    });
  }

  private static boolean dropped(QueueOfferResult result) {
    return result == QueueOfferResult.dropped();
  }

  private void tell(Input notice) {
    open.filter(ends -> dropped(ends.queue().offer(notice))).ifPresent(full -> {
      LOG.warn("the bot does not read: it is not told {}", notice.getClass().getSimpleName());
      around.metrics().botDeaf();
    });
  }

  /** Belongs to what was said last; is reached at once where all that was played. */
  private void mark(String name) {
    Optional<Run> last = Optional.ofNullable(waiting.peekLast()).or(() -> speaking);
    last.ifPresentOrElse(run -> run.marks.add(name), () -> tell(new Input.MarkReached(name)));
  }

  private void clear() {
    if (speaking.isPresent() && !clearing) {
      clearing = true;
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }
    while (!waiting.isEmpty()) {
      // behind those of the turn that is being dropped
      Run never = waiting.remove();
      speaking.ifPresentOrElse(run -> run.marks.addAll(never.marks), () -> giveBack(never));
    }
  }

  private void end(Optional<ProviderFailure> failure) {
    pipeline.caller().close();
    failure.ifPresent(why -> {
      around.metrics().providerFailed(why.provider(), why.kind().name());
      LOG.warn("the bot failed: {} ({})", why.detail(), why.kind());
    });
    over = Optional.of(failure.isPresent() ? EndReason.BOT_FAILED : EndReason.BOT_HUNG_UP);
    failure.flatMap(why -> bot.apology()).ifPresent(apology -> waiting.add(apology(apology)));
    goOn();
  }

  private Run apology(Profile.Apology apology) {
    Metrics metrics = around.metrics();
    return new Run(apology
        .voice()
        .say(
            apology.words(),
            profile.language(),
            why -> metrics.providerFailed(why.provider(), why.kind().name())));
  }

  // ---- turns, one after the other

  /** The durable half hears of turns one after the other; what was said is played before the end. */
  private void goOn() {
    if (speaking.isPresent() || closed) {
      return;
    }
    if (waiting.isEmpty()) {
      over.ifPresent(reason -> {
        over = Optional.empty();
        host.end(reason);
      });
      return;
    }
    if (!awaited) {
      turn++;
      host.tell(new Fact.TurnTaken(turn, new Cue.Unprompted()));
    }
    awaited = false;
    playedMs = 0;
    lastMark = "";
    clearing = false;
    Run next = waiting.remove();
    speaking = Optional.of(next);
    pipeline.orders().accept(new PlayoutOrder.Speak(turn, next.speech));
  }

  private void onPlayed(PlayoutEvent event) {
    if (speaking.isEmpty() || event.turn() != turn) {
      return; // of a pipeline that was here before
    }
    if (event instanceof PlayoutEvent.MarkReached reached) {
      lastMark = reached.name();
      speaking.get().marks.removeFirstOccurrence(reached.name());
      tell(new Input.MarkReached(reached.name()));
    } else if (event instanceof PlayoutEvent.SegmentPlayed segment) {
      host.tell(new Fact.SegmentPlayed(turn, new SpokenText(segment.words())));
    } else if (event instanceof PlayoutEvent.Paused paused) {
      playedMs = paused.playedMs();
      host.tell(new Fact.Interrupted(turn, playedMs));
    } else if (event instanceof PlayoutEvent.Resumed) {
      host.tell(new Fact.Kept(turn));
    } else if (event instanceof PlayoutEvent.Dropped dropped) {
      host.tell(new Fact.Yielded(turn, new SpokenText(dropped.heard())));
      boolean interrupted = !clearing;
      spoken();
      if (interrupted) {
        tell(new Input.Interrupted(playedMs, lastMark));
      }
      goOn();
    } else if (event instanceof PlayoutEvent.Finished finished) {
      host.tell(new Fact.SpeechPlayed(turn, new SpokenText(finished.heard())));
      spoken();
      goOn();
    } else if (!tellsOnlyThePosition(event)) {
      throw new AssertionError(event);
    }
  }

  private static boolean tellsOnlyThePosition(PlayoutEvent event) {
    return event instanceof PlayoutEvent.Started
        || event instanceof PlayoutEvent.SegmentStarted
        || event instanceof PlayoutEvent.Reached;
  }

  private void spoken() {
    Run run = speaking.orElseThrow();
    speaking = Optional.empty();
    giveBack(run);
  }

  private void giveBack(Run run) {
    run.marks.forEach(name -> tell(new Input.MarkReached(name)));
  }
}

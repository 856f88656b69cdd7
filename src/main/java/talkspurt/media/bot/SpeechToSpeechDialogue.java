package talkspurt.media.bot;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.SessionChange;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.call.TranscriptEntry;
import talkspurt.call.TurnInput;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage;
import talkspurt.media.conversation.ConversationMessage.BotBegan;
import talkspurt.media.conversation.ConversationMessage.BotCleared;
import talkspurt.media.conversation.ConversationMessage.BotEnded;
import talkspurt.media.conversation.ConversationMessage.BotHeard;
import talkspurt.media.conversation.ConversationMessage.BotMarked;
import talkspurt.media.conversation.ConversationMessage.BotOpened;
import talkspurt.media.conversation.ConversationMessage.BotReplied;
import talkspurt.media.conversation.ConversationMessage.BotReplyFailed;
import talkspurt.media.conversation.ConversationMessage.BotSaid;
import talkspurt.media.conversation.ConversationMessage.BotTook;
import talkspurt.media.conversation.ConversationMessage.BotWants;
import talkspurt.media.conversation.ConversationMessage.KeyPressed;
import talkspurt.media.conversation.ConversationMessage.KeysPaused;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.ServiceFailed;
import talkspurt.media.conversation.ConversationMessage.ToolCalled;
import talkspurt.media.conversation.ConversationMessage.ToolOverdue;
import talkspurt.media.conversation.ConversationMessage.ToolReturned;
import talkspurt.media.conversation.ConversationMessage.Turned;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.ToolExecutor;
import talkspurt.media.conversation.Variables;
import talkspurt.media.pipeline.VoicePipeline;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsCut;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Failures;
import talkspurt.media.profile.Profile;
import talkspurt.media.settings.BotSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.ToolResult;
import talkspurt.provider.agent.FailedReply;
import talkspurt.provider.agent.PressedKeys;
import talkspurt.provider.agent.SpokenReply;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.TurnAction;

/**
 * The dialogue of a bot that hears and speaks for itself: opens it when the durable half wants
 * something of this line, plays what it says turn by turn, and tells it what became of that, and what
 * our own hearing makes of the caller. That stops the bot only where the profile lets it.
 */
public final class SpeechToSpeechDialogue implements Dialogue {

  private static final Logger LOG = LoggerFactory.getLogger(SpeechToSpeechDialogue.class);
  private static final int NO_TURN = -1;

  private static final int MAX_NAMES = 32;

  /** Keys and marks that may wait beside the caller's sound. */
  private static final int MAX_NOTICES = 1000;

  /** What is to be played or told, one after the other. */
  private interface Step {}

  /**
   * One run of the bot's speech, and the marks in and behind it that were not returned.
   *
   * @param reply the bot's own name for it, or empty
   */
  private record Run(String reply, Source<TtsPiece, NotUsed> speech, Deque<String> marks)
      implements Step {

    Run(String reply, Source<TtsPiece, NotUsed> speech) {
      this(reply, speech, new ArrayDeque<>());
    }
  }

  /** The bot took the caller's turn. */
  private record Took(String item) implements Step {}

  /** A reply is complete, whether anything was said in it or not. */
  private record Replied() implements Step {}

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
  private final Deque<Step> waiting = new ArrayDeque<>();

  /** What the bot says, by its names for it. */
  private final Map<String, SpokenReply> replies = bounded();

  /** Which turns of the caller's the bot took, by its names for them. */
  private final Map<String, Integer> taken = bounded();

  /** What was heard before a turn was taken in which it was said. */
  private final Map<String, SpokenText> untold = bounded();

  private final ToolExecutor tools;
  private SessionChange session = SessionChange.NONE;
  private Map<String, String> variables = Map.of();
  private long askedAt;
  private boolean asked;
  private boolean clearing;
  private int playedMs;
  private int reachedMs;
  private String lastMark = "";
  private Optional<EndReason> over = Optional.empty();

  public SpeechToSpeechDialogue(
      Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
    this.tools = new ToolExecutor(host, around.clock(), around.metrics());
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MAX_NAMES;
      }
    };
  }

  /** A bot that is open stays, whatever the profile says of it now. */
  @Override
  public boolean serves(Profile.Pipeline pipeline) {
    return pipeline instanceof Profile.Bot;
  }

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
      open(greet.plan(), List.of(), greet.heard().empty());
    } else if (instruction instanceof Instruction.Answer answer) {
      await(answer.turn());
      tools.of(answer, bot.tools()); // what was used before is known to the desk
      open(answer.plan(), answer.history(), true);
    } else if (instruction instanceof Instruction.Listen listen) {
      turn = Math.max(turn, listen.turn() - 1);
      open(listen.plan(), listen.history(), false);
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

  private void open(CallPlan plan, List<TranscriptEntry> history, boolean speaksFirst) {
    if (closed) {
      return;
    }
    if (open.isPresent()) {
      change(plan.session());
      return;
    }
    session = plan.session();
    variables = Variables.of(plan);
    String language = plan.language().isEmpty() ? profile.language() : plan.language();
    ActorRef<ConversationMessage> self = host.self();
    BotSettings settings = around.settings().bot();
    Pair<Pair<BoundedSourceQueue<Input>, UniqueKillSwitch>, Runnable> ends = Source.<Input>queue(
            backlogFrames() + MAX_NOTICES)
        .viaMat(KillSwitches.single(), Keep.both())
        .via(bot.speech()
            .converse(new SpeechToSpeech.Request(
                host.callId().toString(),
                language,
                variables,
                history.stream().flatMap(line -> lines(line, language)).toList(),
                speaksFirst,
                bot.tools().offered(),
                told(session))))
        .toMat(Sink.fromGraph(new BotSpeechStage(settings, self::tell)), Keep.both())
        .withAttributes(ActorAttributes.dispatcher(VoicePipeline.DISPATCHER))
        .run(host.system());
    open = Optional.of(new Open(ends.first().first(), ends.first().second(), ends.second()));
  }

  private void change(SessionChange wanted) {
    if (!wanted.equals(session)) {
      session = wanted;
      tell(new Input.SessionChanged(told(wanted)));
    }
  }

  private static SpeechToSpeech.Session told(SessionChange change) {
    return new SpeechToSpeech.Session(
        change.instructions(), change.voice(), change.tools(), change.turnDetection());
  }

  /** What a bot reads of a line: its own words alone, and that it failed where it did. */
  private static Stream<SpeechToSpeech.Line> lines(TranscriptEntry line, String language) {
    boolean caller = line.speaker() == TranscriptEntry.Speaker.CALLER;
    String words = line.words().answer().text();
    Stream<SpeechToSpeech.Line> said = Stream.of(new SpeechToSpeech.Line(
            caller, line.keys() ? PressedKeys.told(words, language) : words))
        .filter(told -> !told.words().isBlank());
    return line.words().apologised()
        ? Stream.concat(said, Stream.of(new SpeechToSpeech.Line(true, FailedReply.told(language))))
        : said;
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
    } else if (message instanceof ToolCalled called) {
      tools.on(called);
    } else if (message instanceof ToolOverdue overdue) {
      tools.on(overdue);
    } else if (message instanceof ToolReturned returned) {
      tools.on(returned);
    } else if (closed || message instanceof KeysPaused) {
      return;
    } else if (message instanceof Turned turned) {
      onTurned(turned.acted().action());
    } else if (message instanceof BotOpened) {
      listen();
    } else if (message instanceof BotBegan began) {
      waiting.add(new Run(began.reply(), began.speech()));
      goOn();
    } else if (message instanceof BotSaid said) {
      replies
          .computeIfAbsent(said.reply(), unknown -> new SpokenReply())
          .add(said.more(), said.ms());
    } else if (message instanceof BotReplied replied) {
      waiting.add(new Replied());
      goOn();
    } else if (message instanceof BotReplyFailed failed) {
      replyFailed(failed.failure());
    } else if (message instanceof BotTook took) {
      waiting.add(new Took(took.item()));
      goOn();
    } else if (message instanceof BotHeard heard) {
      transcribed(heard.item(), new SpokenText(heard.words()));
    } else if (message instanceof BotWants wants) {
      use(wants);
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

  /** What our hearing makes of the caller; a bot that hears for itself passes it over. */
  private void onTurned(TurnAction action) {
    switch (action) {
      case SPEECH_BEGAN, PAUSE -> tell(Input.CallerTurn.Step.BEGINS);
      case SPEECH_ENDED -> tell(Input.CallerTurn.Step.PAUSES);
      case KEEP -> tell(Input.CallerTurn.Step.NONE);
      case COMMIT_CALLER_TURN -> {
        asked = true;
        askedAt = around.clock().nanoTime();
        tell(Input.CallerTurn.Step.COMPLETE);
      }
      case CALLER_SILENT -> {
        if (host.settled() && speaking.isEmpty() && waiting.isEmpty() && !awaited) {
          tell(Input.CallerTurn.Step.SILENT);
        }
      }
      case NONE, YIELD -> {}
    }
  }

  private void tell(Input.CallerTurn.Step step) {
    tell(new Input.CallerTurn(step));
  }

  /** Words may come before the turn is told, or long after the answer to it. */
  private void transcribed(String item, SpokenText words) {
    if (taken.containsKey(item)) {
      host.tell(new Fact.CallerTranscribed(taken.get(item), words));
    } else {
      untold.put(item, words);
    }
  }

  private void use(BotWants wants) {
    CompletableFuture<ToolResult> result = new CompletableFuture<>();
    result.thenAccept(told -> tell(
        new Input.ToolReturned(wants.call(), told.told(), told instanceof ToolResult.AtTheEnd)));
    tools.on(new ToolCalled(
        Math.max(turn, 0), wants.name(), wants.arguments(), bot.tools(), variables, result));
  }

  @Override
  public void answered(CallRequest told, Optional<Refusal> refusal) {
    tools.answered(told, refusal);
  }

  @Override
  public boolean busy() {
    return tools.busy();
  }

  @Override
  public Optional<TtsCut> cut() {
    return speaking
        .flatMap(run -> Optional.ofNullable(replies.get(run.reply())))
        .map(reply -> reply.heard(reachedMs))
        .filter(words -> !words.isEmpty())
        .map(words -> new TtsCut(turn, new SpokenText(words)));
  }

  /** On the thread of the line's stream. */
  private void listen() {
    BoundedSourceQueue<Input> queue = open.orElseThrow().queue();
    int most = backlogFrames();
    Metrics metrics = around.metrics();
    double threshold = profile.turns().speechThreshold();
    pipeline.caller().listen((atMs, heard) -> {
      Input sound = new Input.Audio(atMs, heard.frame(), heard.speech() >= threshold);
      if (queue.size() >= most || dropped(queue.offer(sound))) {
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
    Optional<Run> last = runs().reduce((before, after) -> after).or(() -> speaking);
    last.ifPresentOrElse(run -> run.marks.add(name), () -> tell(new Input.MarkReached(name)));
  }

  private void clear() {
    if (speaking.isPresent() && !clearing) {
      clearing = true;
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }
    // behind those of the turn that is being dropped
    unplayed()
        .forEach(never ->
            speaking.ifPresentOrElse(run -> run.marks.addAll(never.marks), () -> giveBack(never)));
  }

  private Stream<Run> runs() {
    return waiting.stream().filter(Run.class::isInstance).map(Run.class::cast);
  }

  /** What was to be played next is not. */
  private List<Run> unplayed() {
    List<Run> never = runs().toList();
    waiting.removeAll(never);
    return never;
  }

  /** The apology stands for the reply, and the call goes on. */
  private void replyFailed(ProviderFailure why) {
    around.metrics().providerFailed(why.provider(), why.kind().name());
    host.failed(Failure.Part.BOT, turn(), why);
    asked = false; // what is heard now is no answer
    forgetWordsIn(why);
    bot.apology().ifPresent(apology -> waiting.add(apology(apology)));
    goOn();
  }

  /** What a bot says in silence nobody has heard, whatever it tells of its words. */
  private void forgetWordsIn(ProviderFailure why) {
    if (why.kind() == ProviderFailure.Kind.BOT_SILENT) {
      speaking.ifPresent(run -> replies.remove(run.reply));
      runs().forEach(run -> replies.remove(run.reply));
    }
  }

  @Override
  public int turn() {
    return Math.max(turn, 0);
  }

  private void end(Optional<ProviderFailure> failure) {
    pipeline.caller().close();
    asked = false;
    failure.ifPresent(why -> {
      forgetWordsIn(why);
      around.metrics().providerFailed(why.provider(), why.kind().name());
      host.failed(Failure.Part.BOT, turn(), why);
    });
    over = Optional.of(failure.isPresent() ? EndReason.BOT_FAILED : EndReason.BOT_HUNG_UP);
    failure.flatMap(why -> bot.apology()).ifPresent(apology -> waiting.add(apology(apology)));
    goOn();
  }

  private Run apology(Profile.Apology apology) {
    Metrics metrics = around.metrics();
    ActorRef<ConversationMessage> self = host.self();
    int now = turn();
    Failures failures = (why, madeGood) -> {
      if (!madeGood) {
        metrics.providerFailed(why.provider(), why.kind().name());
      }
      self.tell(new ServiceFailed(Failure.Part.VOICE, now, why, madeGood));
    };
    return new Run(
        "",
        apology
            .voice()
            .say(SpokenPart.Kind.APOLOGY, apology.words(), profile.language(), failures));
  }

  // ---- turns, one after the other

  /** The durable half hears of turns one after the other; what was said is played before the end. */
  private void goOn() {
    while (speaking.isEmpty() && !closed && !waiting.isEmpty()) {
      Step next = waiting.remove();
      if (next instanceof Run run) {
        speak(run);
      } else if (next instanceof Took took) {
        takeTurn(took.item());
      } else if (awaited) {
        // the answer was silence
        awaited = false;
        host.tell(new Fact.SpeechPlayed(turn, SpokenText.NOTHING));
      }
    }
    if (speaking.isEmpty() && !closed) {
      over.ifPresent(reason -> {
        over = Optional.empty();
        host.end(reason);
      });
    }
  }

  /** What the bot was to say before, and has not begun to, it does not say any more. */
  private void takeTurn(String item) {
    if (awaited) {
      host.tell(new Fact.Interrupted(turn, 0));
      host.tell(new Fact.Yielded(turn, SpokenText.NOTHING));
    }
    turn++;
    awaited = true;
    host.tell(new Fact.TurnTaken(turn, new TurnInput.Words(SpokenText.NOTHING)));
    taken.put(item, turn);
    Optional.ofNullable(untold.remove(item)).ifPresent(words -> transcribed(item, words));
  }

  private void speak(Run next) {
    if (!awaited) {
      turn++;
      host.tell(new Fact.TurnTaken(turn, new TurnInput.Unprompted()));
    }
    awaited = false;
    playedMs = 0;
    reachedMs = 0;
    lastMark = "";
    clearing = false;
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
      host.tell(new Fact.SegmentPlayed(turn, segment.words()));
    } else if (event instanceof PlayoutEvent.Paused paused) {
      playedMs = paused.playedMs();
      host.tell(new Fact.Interrupted(turn, playedMs));
    } else if (event instanceof PlayoutEvent.Resumed) {
      host.tell(new Fact.Kept(turn));
    } else if (event instanceof PlayoutEvent.Dropped dropped) {
      Run cut = speaking.get();
      host.tell(new Fact.Yielded(turn, heard(cut, dropped.heard(), playedMs)));
      boolean interrupted = !clearing;
      spoken();
      if (!cut.reply.isEmpty()) {
        unplayed().forEach(this::giveBack);
      }
      if (interrupted || !cut.reply.isEmpty()) {
        tell(new Input.Interrupted(playedMs, lastMark, cut.reply));
      }
      goOn();
    } else if (event instanceof PlayoutEvent.Finished finished) {
      host.tell(
          new Fact.SpeechPlayed(turn, heard(speaking.get(), finished.heard(), Integer.MAX_VALUE)));
      spoken();
      goOn();
    } else if (event instanceof PlayoutEvent.Reached reached) {
      reachedMs = reached.replyMs();
    } else if (event instanceof PlayoutEvent.AnswerStarted) {
      if (asked) {
        asked = false;
        around.metrics().responded("bot", around.clock().nanoTime() - askedAt);
      }
    } else if (!(event instanceof PlayoutEvent.Started)
        && !(event instanceof PlayoutEvent.SegmentStarted)) {
      throw new AssertionError(event);
    }
  }

  /** What was heard of a run, where the bot tells its words. */
  private SpokenText heard(Run run, SpokenText played, int ms) {
    return Optional.ofNullable(replies.get(run.reply))
        .map(reply -> new SpokenText(reply.heard(ms)))
        .orElse(played);
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

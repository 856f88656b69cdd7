package talkspurt.media.bot;

import static java.util.stream.Collectors.joining;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Conduct;
import talkspurt.call.DeferredTool;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Intervention;
import talkspurt.call.Refusal;
import talkspurt.call.SessionChange;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.call.ToolUse;
import talkspurt.call.TranscriptEntry;
import talkspurt.call.TurnInput;
import talkspurt.call.Withheld;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.media.conversation.Collecting;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage.BotBegan;
import talkspurt.media.conversation.ConversationMessage.BotCleared;
import talkspurt.media.conversation.ConversationMessage.BotEnded;
import talkspurt.media.conversation.ConversationMessage.BotHeard;
import talkspurt.media.conversation.ConversationMessage.BotMarked;
import talkspurt.media.conversation.ConversationMessage.BotOpened;
import talkspurt.media.conversation.ConversationMessage.BotRefused;
import talkspurt.media.conversation.ConversationMessage.BotReplied;
import talkspurt.media.conversation.ConversationMessage.BotReplyFailed;
import talkspurt.media.conversation.ConversationMessage.BotSaid;
import talkspurt.media.conversation.ConversationMessage.BotTook;
import talkspurt.media.conversation.ConversationMessage.BotWants;
import talkspurt.media.conversation.ConversationMessage.BotWithheld;
import talkspurt.media.conversation.ConversationMessage.CallerOverheard;
import talkspurt.media.conversation.ConversationMessage.CollectDue;
import talkspurt.media.conversation.ConversationMessage.ConsentDue;
import talkspurt.media.conversation.ConversationMessage.KeyPressed;
import talkspurt.media.conversation.ConversationMessage.KeysPaused;
import talkspurt.media.conversation.ConversationMessage.LanguageHeard;
import talkspurt.media.conversation.ConversationMessage.LastSentenceDue;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.ToolCalled;
import talkspurt.media.conversation.ConversationMessage.ToolOverdue;
import talkspurt.media.conversation.ConversationMessage.ToolReturned;
import talkspurt.media.conversation.ConversationMessage.Turned;
import talkspurt.media.conversation.ConversationMessage.Typed;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.HoldLine;
import talkspurt.media.conversation.ToolExecutor;
import talkspurt.media.conversation.Variables;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsCut;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.ConsentPolicy.Refused.Leave;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Voice;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.ToolResult;
import talkspurt.provider.agent.OperatorNote;
import talkspurt.provider.agent.PressedKeys;
import talkspurt.text.Placeholders;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal;

/**
 * The dialogue of a bot that hears and speaks for itself: opens it when the durable half wants
 * something of this line, plays what it says turn by turn, and tells it what became of that, and what
 * our own hearing makes of the caller. That stops the bot only where the profile lets it.
 */
public final class SpeechToSpeechDialogue implements Dialogue {

  private static final Logger LOG = LoggerFactory.getLogger(SpeechToSpeechDialogue.class);

  private final Host host;
  private final Conversation.Surroundings around;
  private final Conversation.Pipeline pipeline;
  private Profile profile;
  private Profile.Bot bot;
  private final Collecting collecting;
  private final BotSpeaker speaker = new BotSpeaker();
  private final ToolExecutor tools;
  private final BotPlaylist playlist = new BotPlaylist();
  private final BotOperator operator = new BotOperator();
  private final HoldLine hold = new HoldLine();
  private final RuleKeeper rules = new RuleKeeper();
  private final RequiredWords required = new RequiredWords();

  private final BotConnection connection;
  private final EngineSpeech speech;
  private final BotConsent consent;

  /** In which language the bot is told of things. */
  private String language = "";

  private boolean gone;
  private boolean wrapsUp;
  private boolean timeIsUp;
  private boolean saysGoodbye;
  private int collected;

  private Map<String, String> variables = Map.of();

  /** When the caller's turn that is to be answered was complete. */
  private Optional<BotWait> asked = Optional.empty();

  private long playedAt;

  public SpeechToSpeechDialogue(
      Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
    this.connection = new BotConnection(host, around, pipeline);
    this.speech = new EngineSpeech(host, around, pipeline);
    this.consent =
        new BotConsent(host, around, pipeline, speech, () -> !timeIsUp && !hold.on(), this::greet);
    this.collecting = new Collecting(host, around.clock(), around.instants(), new CollectFloor());
    this.tools = new ToolExecutor(
        host, around.clock(), around.metrics().providers(), collecting, pipeline.costs());
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
    Wording wording = wanted.speech().wording();
    speaker.use(bot, wording);
    operator.use(wanted.speech());
    consent.use(wanted, bot);
    tools.use(wording, wanted.zone());
    if (hold.on()) {
      pipeline.signals().accept(new TurnSignal.SettingsChanged(wanted.turns().uninterruptible()));
    }
  }

  // ---- what the durable half wants

  @Override
  public void obey(Instruction instruction) {
    if (instruction instanceof Instruction.Greet greet) {
      know(greet.plan());
      if (greet.plan().limit().ranOut()) {
        finish(0);
        return;
      }
      consent.greet(greet, hold.on());
    } else if (instruction instanceof Instruction.Answer answer) {
      if (answer.cue() instanceof TurnInput.TimeUp) {
        sayGoodbye(answer);
        return;
      } else if (answer.plan().limit().ranOut()) {
        finish(answer.turn());
        return;
      }
      know(answer.plan());
      boolean takesOver = answer.cue() instanceof TurnInput.HandedOff
          && connection.open()
          && answer.turn() > playlist.turn();
      speaks(answer.plan().conduct());
      tools.of(answer, bot.tools(), variables); // what was used before is known to the desk
      Optional<Leave> leave = consent.leaves(answer);
      if (leave.isPresent()) {
        leave(leave.get(), answer);
        return;
      }
      answer(answer);
      tellLost(answer.tools());
      if (takesOver) {
        tell(new Input.TakeOver(profile.speech().wording().of(Text.TAKE_OVER)));
      }
    } else if (instruction instanceof Instruction.Listen listen) {
      know(listen.plan());
      playlist.listen(listen.turn() - 1);
      if (listen.turn() == 1 && consent.leaves(listen.plan()).isPresent()) {
        if (consent.hearNobody()) {
          act(playlist.operator("", true));
        }
        return;
      }
      speaks(listen.plan().conduct().callerHadATurn());
      open(listen.plan(), listen.history(), false);
      tellLost(listen.tools());
    } else {
      throw new AssertionError(instruction);
    }
    intervene();
  }

  /** By the bot, unless the caller has said no and is to leave it. */
  private void greet(Instruction.Greet greet) {
    playlist.awaitGreeting(greet.heard());
    if (consent.leaves(greet.plan()).isPresent()) {
      act(playlist.noGreeting());
      return;
    }
    speaks(greet.plan().conduct());
    open(greet.plan(), List.of(), greet.heard().answer().empty());
    if (hold.on()) {
      act(playlist.hold(true));
    }
  }

  /** The caller has said no: hears why, and leaves. The bot is not asked. */
  private void leave(Leave leave, Instruction.Answer answer) {
    List<BotAction> said =
        playlist.operator(answer.turn(), answer.heard(), consent.words(leave, answer));
    if (!said.isEmpty()) {
      tools.tell(answer.turn(), leave.then());
    }
    act(said);
  }

  private void answer(Instruction.Answer answer) {
    Optional<Intervention> other = operator.behind(answer);
    if (other.filter(Intervention::forCaller).isPresent() && bot.apology().isPresent()) {
      open(answer.plan(), answer.history(), false);
      Voice voice = bot.apology().get().voice();
      act(playlist.operator(
          answer.turn(),
          answer.heard(),
          operator.say(
              other.get(),
              answer.turn(),
              answer.heard(),
              (words, spoken) ->
                  speech.of(voice, SpokenPart.Kind.ANSWER, words, spoken, answer.turn()))));
    } else if (other.isPresent() && playlist.operator(answer.turn())) {
      operator.hint(other.get()).ifPresent(this::tell);
    } else {
      playlist.await(answer.turn());
      open(answer.plan(), answer.history(), !hold.on());
    }
    if (hold.on() && other.isEmpty()) {
      act(playlist.hold(true));
    }
  }

  // ---- what operators and programs want

  private void know(CallPlan plan) {
    operator.use(plan.session());
    consent.know(plan);
    if (hold.use(plan.session().onHold()) && !timeIsUp) {
      connection.hold(hold.on());
      operator.callerSpeaks(false);
      TurnSettings turns = profile.turns();
      pipeline
          .signals()
          .accept(new TurnSignal.SettingsChanged(hold.on() ? turns.uninterruptible() : turns));
      if (!hold.on()) {
        hold.stop().ifPresent(pipeline.orders());
      }
      act(playlist.hold(hold.on()));
    }
  }

  private void intervene() {
    if (timeIsUp || connection.unopened()) {
      return;
    }
    operator.notes().forEach(this::tell);
    if (host.settled()) {
      operator
          .next(playlist.idle())
          .ifPresent(one -> act(playlist.operator(one.id(), one.when() == Intervention.When.NOW)));
    }
    if (playlist.idle()) {
      hold.play(profile.options().hold(), this::holdWords).ifPresent(pipeline.orders());
    }
  }

  private Source<TtsPiece, NotUsed> holdWords(String words) {
    return bot.apology()
        .map(said ->
            speech.of(said.voice(), SpokenPart.Kind.FILLER, words, profile.language(), turn()))
        .orElseGet(Source::empty);
  }

  private void speaks(Conduct conduct) {
    speaker
        .know(conduct)
        .ifPresent(name -> around.metrics().calls().handedOff(profile.name(), name));
  }

  private void open(CallPlan plan, List<TranscriptEntry> history, boolean speaksFirst) {
    SessionChange session = speaker.session(plan.session().forBot());
    if (connection.unopened()) {
      knowHeard(history);
      variables = Variables.of(plan, profile, around.instants().instant());
      connection.open(bot.speech(), request(plan, history, speaksFirst), session, guard());
    } else {
      if (!profile.language().equals(language)) {
        variables = Variables.of(plan, profile, around.instants().instant());
        tell(new Input.InLanguage(profile.speech(), variables, speaker.offered()));
      }
      connection.change(session);
    }
    language = profile.language();
    if (!wrapsUp) {
      Optional<Duration> left = plan.limit().left(around.instants().instant());
      wrapsUp = left.isPresent();
      left.ifPresent(time -> tell(new Input.WrapUp(time)));
    }
  }

  /** What is being said is said, but not for ever; the caller is not waited for. */
  private void finish(int turn) {
    consent.close();
    collecting.close();
    if (!timeIsUp) {
      timeIsUp = true;
      host.remind(new LastSentenceDue(), LAST_REPLY);
    }
    act(playlist.timeUp(turn));
  }

  /** By a voice of the profile's, where it has one; else by the bot's own, if that can be asked. */
  private void sayGoodbye(Instruction.Answer answer) {
    if (saysGoodbye) {
      return;
    }
    timeIsUp = true;
    saysGoodbye = true;
    consent.close();
    collecting.close();
    host.forget(new LastSentenceDue());
    pipeline.caller().close();
    Optional<Profile.Goodbye> goodbye =
        bot.goodbye().filter(known -> known.voice().isPresent() || !gone);
    if (goodbye.isEmpty()) {
      host.end(EndReason.LONGEST_REACHED);
    } else if (goodbye.get().voice().isPresent()) {
      connection.hush();
      Source<TtsPiece, NotUsed> words = speech.of(
          goodbye.get().voice().get(),
          SpokenPart.Kind.ANSWER,
          lastWordsAnd(goodbye.get()),
          profile.language(),
          answer.turn());
      act(playlist.goodbye(answer.turn(), Optional.of(words)));
    } else {
      open(answer.plan(), answer.history(), false);
      act(playlist.goodbye(answer.turn(), Optional.empty()));
      tell(new Input.Goodbye(lastWordsAnd(goodbye.get())));
    }
  }

  private SpeechToSpeech.Request request(
      CallPlan plan, List<TranscriptEntry> history, boolean speaksFirst) {
    LanguagePack words = profile.speech();
    return new SpeechToSpeech.Request(
        host.callId().toString(),
        words,
        variables,
        history.stream().flatMap(line -> lines(line, words.wording())).toList(),
        speaksFirst,
        speaker.offered(),
        BotConnection.told(speaker.session(plan.session())),
        pipeline.costs(),
        !bot.guardrails().rules().none());
  }

  private Optional<SpeechGuardStage> guard() {
    BotGuardrails rules = bot.guardrails();
    LanguagePack words = profile.speech();
    return rules.rules().none()
        ? Optional.empty()
        : Optional.of(new SpeechGuardStage(
            () -> new SpeechGuard(rules, words.sentences()),
            (sentence, before) -> forbiddenBy(rules.rules(), sentence, before),
            around.clock(),
            host.self()::tell));
  }

  private CompletionStage<Optional<Forbidden>> forbiddenBy(
      Guardrails rules, String sentence, String before) {
    String name = profile.name();
    return rules.ask(sentence, before, pipeline.costs()).thenApply(judgement -> {
      around.metrics().calls().sentenceAsked(name, judgement.outcome());
      return judgement.by();
    });
  }

  /** What a bot reads of a line: its own words alone, and that it failed where it did. */
  private static Stream<SpeechToSpeech.Line> lines(TranscriptEntry line, Wording wording) {
    boolean caller = line.speaker() == TranscriptEntry.Speaker.CALLER;
    String words = line.words().answer().text();
    Stream<SpeechToSpeech.Line> said = Stream.of(
            new SpeechToSpeech.Line(caller, line.keys() ? PressedKeys.told(words, wording) : words))
        .filter(told -> !told.words().isBlank());
    return line.words().apologised()
        ? Stream.concat(
            said, Stream.of(new SpeechToSpeech.Line(true, wording.of(Text.REPLY_FAILED))))
        : said;
  }

  @Override
  public void close() {
    consent.close();
    collecting.close();
    pipeline.caller().close();
    connection.hush();
    playlist.close();
  }

  // ---- what the bot does

  @Override
  public void on(OfDialogue message) {
    take(message);
    intervene();
  }

  private void take(OfDialogue message) {
    if (message instanceof Played played) {
      playedAt = played.at();
      if (!hold.takes(played.event()) && !consent.played(played.event())) {
        act(playlist.played(played.event()));
        collecting.quiet();
      }
    } else if (message instanceof CollectDue) {
      collecting.due();
    } else if (message instanceof ConsentDue) {
      consent.due();
    } else if (message instanceof LastSentenceDue) {
      act(playlist.lastSentence());
    } else if (message instanceof KeyPressed pressed) {
      Optional<Source<TtsPiece, NotUsed>> farewell =
          consent.optsOut(pressed.key(), playlist.turn() + 1);
      if (farewell.isPresent()) {
        sayBetween(farewell.get());
      } else if (!timeIsUp
          && !hold.on()
          && !consent.key(pressed.key())
          && !collecting.key(pressed.key())) {
        tell(new Input.Key(pressed.key()));
      }
    } else if (message instanceof Typed typed) {
      typed(typed.words());
    } else if (message instanceof ToolCalled called) {
      tools.on(called);
    } else if (message instanceof ToolOverdue overdue) {
      tools.on(overdue);
    } else if (message instanceof ToolReturned returned) {
      tools.on(returned);
    } else if (connection.closed()
        || message instanceof KeysPaused
        || message instanceof LanguageHeard) {
      return;
    } else if (message instanceof Turned turned) {
      if (!consent.turned(turned.acted()) && !collecting.turned(turned.acted())) {
        onTurned(turned);
      }
    } else if (message instanceof BotOpened) {
      connection.listen(profile.turns().speechThreshold());
    } else if (message instanceof BotBegan began) {
      act(playlist.began(began.reply(), began.speech()));
    } else if (message instanceof BotSaid said) {
      playlist.said(said.reply(), said.more(), said.ms());
      required.said(said.reply(), said.more());
    } else if (message instanceof BotReplied) {
      addRequired();
      act(playlist.replied());
      collecting.quiet();
    } else if (message instanceof BotReplyFailed failed) {
      replyFailed(failed.failure());
    } else if (message instanceof BotWithheld withheld) {
      withhold(withheld);
    } else if (message instanceof BotRefused refused) {
      tell(RuleKeeper.refused(refused.call(), profile.speech().wording()));
    } else if (message instanceof BotTook took) {
      rules.newTurn();
      act(playlist.took(took.item()));
      required.callerHadATurn(); // behind what the turn gives up
    } else if (message instanceof BotHeard heard) {
      act(playlist.transcribed(heard.item(), new SpokenText(heard.words())));
      consent.said(heard.words(), playlist.turn()).ifPresent(this::sayBetween);
    } else if (message instanceof CallerOverheard overheard) {
      consent.said(overheard.words(), playlist.turn()).ifPresent(this::sayBetween);
    } else if (message instanceof BotWants wants) {
      wants(wants);
    } else if (message instanceof BotMarked marked) {
      act(playlist.mark(marked.name()));
    } else if (message instanceof BotCleared) {
      act(playlist.clear());
    } else if (message instanceof BotEnded ended) {
      end(ended.failure());
    } else {
      throw new AssertionError(message);
    }
  }

  /** A value or an answer that is waited for, else a turn that the bot answers. */
  private void typed(String words) {
    TurnOutcome.Acted whole = new TurnOutcome.Acted(TurnAction.COMMIT_CALLER_TURN, words, 0, 0);
    if (!timeIsUp && !hold.on() && !consent.turned(whole) && !collecting.turned(whole)) {
      tell(new Input.Typed(words));
    }
  }

  /** A reply goes on once its tools are answered: one that ends the call is, before what has to be said first. */
  private void wants(BotWants wants) {
    Optional<Source<TtsPiece, NotUsed>> before = ends(wants) ? lastWords() : Optional.empty();
    if (before.isEmpty()) {
      act(playlist.wants(wants));
      return;
    }
    Wording wording = profile.speech().wording();
    tell(Input.ToolReturned.of(wants.call(), new ToolResult.AtTheEnd(), wording));
    act(playlist.wants(wants.answered(), before.get()));
  }

  /** What our hearing makes of the caller; a bot that hears for itself passes it over. */
  private void onTurned(Turned turned) {
    TurnAction action = turned.acted().action();
    if (timeIsUp || hold.on()) {
      return;
    }
    operator.callerSpeaks(action == TurnAction.SPEECH_BEGAN || action == TurnAction.PAUSE);
    switch (action) {
      case SPEECH_BEGAN, PAUSE -> tell(Input.CallerTurn.Step.BEGINS);
      case SPEECH_ENDED -> tell(Input.CallerTurn.Step.PAUSES);
      case RESUME -> tell(Input.CallerTurn.Step.NONE);
      case COMMIT_CALLER_TURN -> {
        asked = Optional.of(new BotWait(turned.lastSoundAt(), around.clock().nanoTime()));
        tell(Input.CallerTurn.Step.COMPLETE);
      }
      case CALLER_SILENT -> {
        if (host.settled() && playlist.idle()) {
          tell(Input.CallerTurn.Step.SILENT);
        }
      }
      case NONE, YIELD -> {}
    }
  }

  private void tell(Input.CallerTurn.Step step) {
    tell(new Input.CallerTurn(step));
  }

  private void use(BotWants wants) {
    CompletableFuture<ToolResult> result = new CompletableFuture<>();
    Wording wording = profile.speech().wording();
    if (!wants.isAnswered()) {
      result.thenAccept(told -> tell(Input.ToolReturned.of(wants.call(), told, wording)));
    }
    tools.on(new ToolCalled(
        turn(),
        wants.name(),
        wants.arguments(),
        operator.allowed(speaker.box()),
        variables,
        result));
  }

  @Override
  public void answered(CallRequest told, Optional<Refusal> refusal) {
    tools.answered(told, refusal);
    if (refusal.isPresent()
        && told instanceof CallRequest.Report report
        && report.fact() instanceof Fact.TurnTaken) {
      act(playlist.refuse());
    }
    intervene();
  }

  @Override
  public boolean busy() {
    return tools.busy();
  }

  @Override
  public Optional<TtsCut> cut() {
    return playlist.cut();
  }

  private void tell(Input notice) {
    connection.tell(notice);
  }

  /** The apology stands for the reply, and the call goes on. */
  private void replyFailed(ProviderFailure why) {
    around.metrics().providers().providerFailed(why.provider(), why.kind().name());
    host.failed(Failure.Part.BOT, turn(), why);
    asked = Optional.empty(); // what is heard now is no answer
    forgetWordsIn(why);
    act(playlist.apology(bot.apology().map(this::apology)));
  }

  /** The rest of a reply is not heard; a rule's words stand for it. */
  private void withhold(BotWithheld rest) {
    String rule = rest.rule().name();
    LOG.info("turn {}: a sentence was withheld by rule {}", turn(), rule);
    around.metrics().calls().guarded(profile.name(), rule, "withheld");
    host.tell(
        new Fact.SentenceWithheld(new Withheld(turn(), rule, new SpokenText(rest.sentence()))));
    RuleKeeper.Outcome next = rules.withheld(
        turn(),
        rest.reply(),
        rest.heardMs(),
        rest.rule(),
        rest.sentence(),
        Placeholders.spoken(rest.rule().say(), variables),
        profile.speech().wording());
    next.told().forEach(this::tell);
    next.say().ifPresent(this::sayForRule);
  }

  /** Behind what the bot is saying. */
  private void sayBetween(Source<TtsPiece, NotUsed> words) {
    if (!timeIsUp && !hold.on()) {
      act(playlist.apology(Optional.of(words)));
    }
  }

  private void sayForRule(String words) {
    if (!timeIsUp && !hold.on()) {
      act(playlist.apology(bot.apology()
          .map(said ->
              speech.of(said.voice(), SpokenPart.Kind.ANSWER, words, profile.language(), turn()))));
    }
  }

  /** What the caller heard on an earlier line. */
  private void knowHeard(List<TranscriptEntry> history) {
    for (TranscriptEntry line : history) {
      if (line.speaker() == TranscriptEntry.Speaker.CALLER) {
        required.callerHadATurn();
      } else {
        required.heard(line.words().answer().text());
      }
    }
  }

  /** What the caller has to have heard by the end of the first answer, behind that. */
  private void addRequired() {
    required.missing(bot.guardrails().rules()).forEach(rule -> sayForRule(addedWords(rule)));
  }

  /** A sentence that is required is said by us; its words. */
  private String addedWords(Required rule) {
    String words = Placeholders.spoken(rule.say(), variables);
    LOG.info("turn {}: a sentence was added by rule {}", turn(), rule.name());
    around.metrics().calls().guarded(profile.name(), rule.name(), "added");
    tell(new Input.Hint(OperatorNote.said("", words, profile.speech().wording()), false));
    return words;
  }

  /** What the caller has to have heard before the call ends, and has not. */
  private String missingAtEnd() {
    return required.missingAtEnd(bot.guardrails().rules()).stream()
        .map(this::addedWords)
        .collect(joining(" "));
  }

  private Optional<Source<TtsPiece, NotUsed>> lastWords() {
    if (timeIsUp || hold.on() || bot.apology().isEmpty()) {
      return Optional.empty();
    }
    Voice voice = bot.apology().get().voice();
    return Optional.of(missingAtEnd())
        .filter(words -> !words.isEmpty())
        .map(words -> speech.of(voice, SpokenPart.Kind.ANSWER, words, profile.language(), turn()));
  }

  private String lastWordsAnd(Profile.Goodbye goodbye) {
    return (missingAtEnd() + " " + goodbye.words()).strip();
  }

  /** Whether the call ends for the bot by this tool, unless that is refused. */
  private boolean ends(BotWants wants) {
    return DeferredTool.ends(wants.name())
        && operator
            .allowed(speaker.box())
            .errand(wants.name(), wants.arguments())
            .isPresent();
  }

  private void knowHeard(Fact fact) {
    if (fact instanceof Fact.SpeechPlayed all) {
      required.heard(all.heard().text());
    } else if (fact instanceof Fact.Yielded cut) {
      required.heard(cut.heard().text());
      required.brokenInto();
    }
  }

  /** What a bot says in silence nobody has heard, whatever it tells of its words. */
  private void forgetWordsIn(ProviderFailure why) {
    if (why.kind() == ProviderFailure.Kind.BOT_SILENT) {
      playlist.forgetWords();
    }
  }

  @Override
  public int turn() {
    return playlist.turn();
  }

  private void end(Optional<ProviderFailure> failure) {
    gone = true;
    pipeline.caller().close();
    asked = Optional.empty();
    failure.ifPresent(why -> {
      forgetWordsIn(why);
      around.metrics().providers().providerFailed(why.provider(), why.kind().name());
      host.failed(Failure.Part.BOT, turn(), why);
    });
    act(playlist.ended(
        failure.isPresent() ? EndReason.BOT_FAILED : EndReason.BOT_HUNG_UP,
        failure.flatMap(why -> bot.apology()).map(this::apology)));
  }

  private Source<TtsPiece, NotUsed> apology(Profile.Apology apology) {
    return speech.of(
        apology.voice(), SpokenPart.Kind.APOLOGY, apology.words(), profile.language(), turn());
  }

  private Source<TtsPiece, NotUsed> question(Profile.Apology voice) {
    return speech.of(
        voice.voice(),
        collecting.what().orElseThrow(),
        collecting.question(),
        profile.language(),
        variables,
        turn());
  }

  private void tellLost(List<ToolUse> uses) {
    collecting.tellsLost(uses).ifPresent(told -> tell(new Input.Collected(told)));
  }

  // ---- what is to be done

  private void act(List<BotAction> actions) {
    actions.forEach(this::act);
  }

  private void act(BotAction action) {
    if (action instanceof BotAction.Order order) {
      if (order.order() instanceof PlayoutOrder.Speak) {
        hold.replaced();
      }
      pipeline.orders().accept(order.order());
    } else if (action instanceof BotAction.Tell tell) {
      knowHeard(tell.fact());
      host.tell(tell.fact());
      operator.after(tell.fact()).ifPresent(this::tell);
    } else if (action instanceof BotAction.Use use) {
      use(use.wish());
    } else if (action instanceof BotAction.Answer answer) {
      tell(answer.input());
    } else if (action instanceof BotAction.AnswerHeard) {
      asked.ifPresent(this::answerHeard);
      asked = Optional.empty();
    } else if (action instanceof BotAction.End end) {
      host.end(end.reason());
    } else {
      throw new AssertionError(action);
    }
  }

  private void answerHeard(BotWait wait) {
    long waited = wait.forBot(playedAt);
    around.metrics().calls().responded("bot", waited);
    pipeline.costs().answered(waited);
    Duration ago = Duration.ofNanos(around.clock().nanoTime() - playedAt);
    pipeline.costs().trace().answered(playlist.turn(), wait.parts(playedAt), ago, Map.of());
  }

  /** How a value is asked for between two replies of the bot: by the profile's voice. */
  private final class CollectFloor implements Collecting.Floor {

    @Override
    public boolean idle() {
      return playlist.idle();
    }

    @Override
    public void ask() {
      act(playlist.apology(bot.apology().map(SpeechToSpeechDialogue.this::question)));
    }

    @Override
    public void hush() {
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }

    @Override
    public void collects(boolean collects, boolean keysAlone) {
      connection.collect(collects);
      pipeline.caller().asked(collects);
      pipeline.signals().accept(new TurnSignal.CallerUnheard(keysAlone));
    }

    @Override
    public void over(TurnInput input, String told) {
      collected++;
      String item = "collected-" + collected;
      act(playlist.took(item));
      act(playlist.transcribed(item, CollectedNote.words(input)));
      SpeechToSpeechDialogue.this.tell(new Input.Collected(told));
    }
  }
}

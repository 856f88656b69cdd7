package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Conduct;
import talkspurt.call.Digits;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.conversation.CalledParty;
import talkspurt.media.conversation.Collecting;
import talkspurt.media.conversation.ConsentDesk;
import talkspurt.media.conversation.Consenting;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage.AgentFailed;
import talkspurt.media.conversation.ConversationMessage.CollectDue;
import talkspurt.media.conversation.ConversationMessage.ConsentDue;
import talkspurt.media.conversation.ConversationMessage.Guarded;
import talkspurt.media.conversation.ConversationMessage.KeyPressed;
import talkspurt.media.conversation.ConversationMessage.KeysPaused;
import talkspurt.media.conversation.ConversationMessage.LanguageHeard;
import talkspurt.media.conversation.ConversationMessage.LastSentenceDue;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.StillWaiting;
import talkspurt.media.conversation.ConversationMessage.ToolCalled;
import talkspurt.media.conversation.ConversationMessage.ToolOverdue;
import talkspurt.media.conversation.ConversationMessage.ToolReturned;
import talkspurt.media.conversation.ConversationMessage.ToolWanted;
import talkspurt.media.conversation.ConversationMessage.Turned;
import talkspurt.media.conversation.ConversationMessage.Typed;
import talkspurt.media.conversation.ConversationMessage.VoiceFailed;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.MuteReplies;
import talkspurt.media.conversation.ToolExecutor;
import talkspurt.media.conversation.Variables;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.ConsentPolicy.Refused.Leave;
import talkspurt.media.profile.Profile;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.trace.TraceEvent;
import talkspurt.turn.Interruption;
import talkspurt.turn.KeyCollector;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal;

/**
 * The dialogue of transcriber, agent and synthesizer: takes the caller's turns as our hearing cuts
 * them, and speaks what the agent answers. What is done next its {@link CascadeState} decides, with a
 * {@link Speculation} and a {@link WaitFiller}.
 */
public final class CascadeDialogue implements Dialogue {

  private static final Logger LOG = LoggerFactory.getLogger(CascadeDialogue.class);

  private static final String JOURNAL = "journal";
  private static final ProviderFailure NOT_TAKEN =
      new ProviderFailure(Kind.UNREACHABLE, JOURNAL, "the call did not take the turn in time");

  private final Host host;
  private final Conversation.Surroundings around;
  private final Conversation.Pipeline pipeline;
  private final KeyCollector keys = new KeyCollector();
  private final Collecting collecting;
  private final ToolExecutor tools;
  private final ReplyMaker replies;
  private final WaitFiller wait;
  private final Speculation speculation;
  private final TurnTimes times;
  private final FailureStreak failures = new FailureStreak();
  private final MuteReplies mute = new MuteReplies();
  private final OperatorDesk operator;
  private final Consenting consenting;
  private final CalledParty called;
  private final ConsentDesk consent;
  private final HeardLanguage language = new HeardLanguage();
  private CascadeState state = CascadeState.none();
  private Profile profile;
  private final Speaker speaker = new Speaker();
  private Profile.Agent agent;
  private TurnSettings turns;
  private CallPlan plan;
  private boolean finishing;

  /** What asked for the goodbye, once it was begun. */
  private Optional<Instruction.Answer> goodbye = Optional.empty();

  /** Where the last reply was broken into, until the next is wanted. */
  private Optional<Responder.Cut> cut = Optional.empty();

  /** The reply that was granted last. */
  private Optional<PreemptiveReply> granted = Optional.empty();

  public CascadeDialogue(
      Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
    this.collecting = new Collecting(host, around.clock(), around.instants(), new CollectFloor());
    this.tools = new ToolExecutor(
        host, around.clock(), around.metrics().providers(), collecting, pipeline.costs());
    FillerWords fillers = new FillerWords();
    this.replies = new ReplyMaker(host, around, fillers, pipeline.costs());
    this.wait = new WaitFiller(fillers, around.settings().takenTimeout());
    this.speculation = new Speculation(this::ask);
    this.times = new TurnTimes(around.clock());
    this.operator = new OperatorDesk(host, pipeline);
    ConsentFloor floor = new ConsentFloor();
    this.consenting = new Consenting(host, around.clock(), around.metrics().calls(), floor);
    this.called = new CalledParty(host);
    this.consent = new ConsentDesk(host, consenting, called, floor, this::beginGreeting);
  }

  @Override
  public boolean serves(Profile.Pipeline pipeline) {
    return pipeline instanceof Profile.Agent;
  }

  @Override
  public void use(Profile wanted) {
    if (!(wanted.pipeline() instanceof Profile.Agent)) {
      throw new AssertionError(wanted.pipeline());
    }
    profile = wanted;
    speak(speaker.use(wanted, (Profile.Agent) wanted.pipeline()));
  }

  private void speak(Agents.Member member) {
    speculate(speculation.discard());
    agent = member.agent();
    turns = member.turns();
    keys.maxKeys(agent.maxKeys());
    replies.use(profile, member);
    tools.use(profile.speech().wording(), profile.zone());
    wait.use(agent.filler());
    speculation.allow(agent.askedAhead());
    operator.use(profile, turns);
    consenting.use(profile);
    called.use(profile);
  }

  /** Another agent may speak from now on. */
  private void plan(CallPlan told, Conduct conduct) {
    plan = told;
    speaker.told(conduct).ifPresent(change -> {
      speak(change.member());
      if (!timeIsUp() && !operator.hasFloor()) {
        pipeline.signals().accept(new TurnSignal.SettingsChanged(turns));
      }
      if (change.handedOff()) {
        around.metrics().calls().handedOff(profile.name(), change.member().name());
      }
      change
          .missing()
          .ifPresent(name -> host.failed(Failure.Part.AGENT, turn(), Speaker.missing(name)));
    });
    know(told);
  }

  @Override
  public int turn() {
    return state.file().turn();
  }

  @Override
  public boolean busy() {
    return tools.busy();
  }

  /** What is left to do ends with the line. */
  @Override
  public void close() {
    consenting.close();
    collecting.close();
    speculate(speculation.discard());
    stopWaiting();
  }

  // ---- what the durable half wants

  @Override
  public void obey(Instruction instruction) {
    if (instruction instanceof Instruction.Greet greet) {
      plan(greet.plan(), greet.plan().conduct());
      greet(greet);
    } else if (instruction instanceof Instruction.Answer answer) {
      plan(answer.plan(), answer.plan().conduct());
      answer(answer);
    } else if (instruction instanceof Instruction.Listen listen) {
      plan(listen.plan(), listen.plan().conduct().callerHadATurn());
      speculation.listen(listen);
      tell(new CascadeSignal.Listen(listen.turn()));
      if (listen.turn() == 1 && turn() == 0 && consenting.leaves(listen.plan()).isPresent()) {
        pipeline.signals().accept(new TurnSignal.SettingsChanged(turns.uninterruptible()));
        turnOver(new TurnInput.Unprompted());
      } else if (collecting.tellsLost(listen.tools()).isPresent()) {
        turnOver(new TurnInput.Silence(1));
      }
    } else {
      throw new AssertionError(instruction);
    }
    intervene();
  }

  private void know(CallPlan known) {
    List<CascadeSignal> held = operator.know(known, turn());
    if (!held.isEmpty()) {
      consenting.close(); // the greeting is not said any more
      speculate(speculation.discard());
      stopWaiting();
      held.forEach(this::tell);
    }
  }

  private void intervene() {
    if (plan != null && !consenting.active()) {
      operator.next(state, words -> replies.filler(turn(), words, plan)).ifPresent(this::tell);
    }
  }

  private void greet(Instruction.Greet greet) {
    if (timeIsUp()) {
      finish(0, greet.heard());
    } else {
      consent.greet(greet, state.ungreeted());
    }
  }

  private void beginGreeting(Instruction.Greet greet) {
    stopWaiting();
    tell(new CascadeSignal.Greet(
        greet.heard(),
        consenting.leaves(greet.plan()).isPresent() ? Source.empty() : replies.greeting(greet)));
  }

  private void answer(Instruction.Answer answer) {
    if (answer.cue() instanceof TurnInput.TimeUp) {
      sayGoodbye(answer);
    } else if (timeIsUp()) {
      finish(answer.turn(), answer.heard());
    } else if (operator.withholds(answer)) {
      tell(new CascadeSignal.TimeUp(answer.turn(), answer.heard()));
    } else if (state.wants(answer.turn())) {
      Optional<Leave> leave = called
          .leaves(answer.plan())
          .or(() -> consenting
              .leaves(answer.plan())
              .filter(one -> answer.turn() == 1 && answer.cue() instanceof TurnInput.Unprompted));
      Optional<String> words = leave.map(Leave::words).or(() -> consenting.answer(answer));
      if (words.isPresent()) {
        leave.ifPresent(one -> tools.tell(answer.turn(), one.then()));
        inPlace(answer, replies.inPlace(answer, words.get()));
      } else if (answer.cue() instanceof TurnInput.Unprompted && collecting.active()) {
        question(answer);
      } else {
        collecting.tellsLost(answer.tools());
        reply(answer);
      }
    }
  }

  /** The engine's own: the agent is not asked. */
  private void question(Instruction.Answer answer) {
    inPlace(
        answer,
        replies.question(
            answer.turn(), answer.plan(), collecting.what().orElseThrow(), collecting.question()));
  }

  private void inPlace(Instruction.Answer answer, Source<TtsPiece, NotUsed> words) {
    granted = Optional.empty();
    speculate(speculation.discard());
    stopWaiting();
    tell(new CascadeSignal.Answer(answer.turn(), answer.heard(), words));
  }

  private boolean timeIsUp() {
    return plan != null && plan.limit().ranOut();
  }

  /** What is being said is said, but not for ever; the caller is not waited for. */
  private void finish(int turn, SpokenText heard) {
    consenting.close();
    collecting.close();
    speculate(speculation.discard());
    stopWaiting();
    if (!finishing) {
      finishing = true;
      host.remind(new LastSentenceDue(), LAST_REPLY);
    }
    tell(new CascadeSignal.TimeUp(turn, heard));
  }

  private void sayGoodbye(Instruction.Answer answer) {
    if (goodbye.isEmpty()) {
      goodbye = Optional.of(answer);
      consenting.close();
      collecting.close();
      speculate(speculation.discard());
      stopWaiting();
      host.forget(new LastSentenceDue());
      tellGoodbye(answer);
    }
  }

  private void tellGoodbye(Instruction.Answer answer) {
    tell(new CascadeSignal.Goodbye(answer.turn(), answer.heard(), replies.goodbye(answer)));
  }

  private void reply(Instruction.Answer answer) {
    times.granted();
    if (!state.file().took(answer.turn())) {
      times.quiet(); // an earlier line has taken the turn
    }
    TurnCommitted grant = new TurnCommitted(
        tools.of(
            answer,
            agent.tools(),
            Variables.of(answer.plan(), profile, around.instants().instant())),
        wait.patience(times.quietFor()));
    PreemptiveReply reply = speculation.granted(answer).orElseGet(() -> {
      speculate(speculation.discard());
      return ask(answer, false);
    });
    cut = Optional.empty();
    granted = Optional.of(reply);
    if (reply.ahead()) {
      around.metrics().calls().speculated(true);
    }
    speculation.allow(agent.askedAhead());
    reply.granted().complete(grant);
    stopWaiting();
    tell(new CascadeSignal.Answer(answer.turn(), answer.heard(), reply.speech()));
  }

  private PreemptiveReply ask(Instruction.Answer answer, boolean ahead) {
    return replies.ask(answer, cut, ahead);
  }

  @Override
  public void answered(CallRequest told, Optional<Refusal> refusal) {
    tools.answered(told, refusal);
    if (refusal.isPresent()
        && told instanceof CallRequest.Report report
        && report.fact() instanceof Fact.TurnTaken taken) {
      tell(new CascadeSignal.Refused(taken.turn()));
    }
    tell(new CascadeSignal.Answered(host.settled() && !operator.onHold()));
  }

  // ---- what happens on the line

  @Override
  public void on(OfDialogue message) {
    if (message instanceof Played played) {
      times.played(played.at());
      if (operator.takes(played.event())) {
        intervene();
      } else {
        tell(new CascadeSignal.Played(played.event()));
        consent.played(played.event(), state.ungreeted());
      }
    } else if (message instanceof Turned turned) {
      onTurned(turned);
    } else if (message instanceof KeyPressed pressed) {
      onKey(pressed);
    } else if (message instanceof Typed typed) {
      onTyped(typed);
    } else if (message instanceof KeysPaused) {
      onKeys(keys.finish().filter(pressed -> !collecting.active()));
    } else if (message instanceof CollectDue) {
      collecting.due();
    } else if (message instanceof ConsentDue) {
      consenting.due();
    } else if (message instanceof ToolWanted wanted) {
      speaker.wish(wanted.tool()).ifPresent(wish -> tools.tell(wanted.turn(), wish));
    } else if (message instanceof Guarded guarded) {
      replies.guarded(guarded);
    } else if (message instanceof ToolCalled called) {
      tools.on(called);
    } else if (message instanceof ToolOverdue overdue) {
      tools.on(overdue);
    } else if (message instanceof ToolReturned returned) {
      if (tools.on(returned) && !collecting.active()) {
        tell(new CascadeSignal.NewsCame());
      }
    } else if (message instanceof LastSentenceDue) {
      tell(new CascadeSignal.LastSentence());
    } else if (message instanceof StillWaiting) {
      onStillWaiting();
    } else if (message instanceof AgentFailed bad) {
      onAgentFailed(bad.turn());
    } else if (message instanceof LanguageHeard heard) {
      language.heard(heard.tag());
    } else if (message instanceof VoiceFailed) {
      mute.voiceFailed();
    } else {
      throw new AssertionError(message);
    }
  }

  private void onTurned(Turned turned) {
    TurnOutcome.Acted acted = turned.acted();
    if (acted.action() == TurnAction.COMMIT_CALLER_TURN
        && called.said(Optional.ofNullable(plan), acted.words(), turn() + 1)) {
      speculate(speculation.discard());
      speculation.allow(false); // the agent is not asked
    }
    if (acted.action() == TurnAction.COMMIT_CALLER_TURN
        && consenting.optsOut(Optional.ofNullable(plan), acted.words(), turn() + 1)) {
      speculation.allow(false); // the agent is not asked
    }
    if (timeIsUp()
        || operator.onHold()
        || consent.discloses()
        || consenting.turned(acted)
        || collecting.turned(acted)) {
      return;
    }
    operator.heard(acted.action());
    switch (acted.action()) {
      case SPEECH_BEGAN, PAUSE -> {
        wait.speechBegan();
        speculate(speculation.goesOn(turn()));
        host.forget(new StillWaiting());
      }
      case TURN_LIKELY_OVER -> {
        if (host.settled() && state.idle()) {
          speculate(speculation.likelyOver(turn() + 1, words(acted)));
        }
      }
      case SPEECH_ENDED -> onSpeechEnded(turned);
      case TURN_NOT_OVER -> {
        wait.speechCameToNothing();
        speculate(speculation.goesOn(turn()));
        host.forget(new StillWaiting());
        tell(new CascadeSignal.TurnNotOver());
      }
      case COMMIT_CALLER_TURN -> {
        if (!wait.wordsAwaited()) {
          onSpeechEnded(turned); // words said over the bot need not end by silence
        }
        times.over(turned.heardAt(), acted.silentMs() - acted.dueMs());
        turnOver(inLanguage(words(acted)));
      }
      case CALLER_SILENT -> tell(new CascadeSignal.CallerSilent(host.settled()));
      case YIELD -> {
        times.quiet();
        waitOn();
      }
      case RESUME -> {
        wait.speechCameToNothing();
        host.forget(new StillWaiting());
      }
      case NONE -> {}
    }
  }

  /** A reply that was asked for in another language is not wanted any more, nor one before the call is in this one. */
  private TurnInput inLanguage(TurnInput.Words said) {
    Optional<String> other = language.turnOver(profile, plan);
    if (other.isEmpty()) {
      return said;
    }
    LOG.info("the caller speaks {}: the call goes on in it", other.get());
    speculate(speculation.discard());
    speculation.allow(false);
    return new TurnInput.Words(said.words(), other.get());
  }

  private static TurnInput.Words words(TurnOutcome.Acted acted) {
    return new TurnInput.Words(new SpokenText(acted.words()));
  }

  private void onSpeechEnded(Turned turned) {
    times.speechEnded(turned.lastSoundAt(), turned.heardAt());
    wait.speechEnded();
    waitOn();
  }

  private void onKey(KeyPressed pressed) {
    called.pressed(Optional.ofNullable(plan), pressed.key(), turn() + 1);
    boolean endsWords = keys.empty() && turns.endOfTurn().endedBy(pressed.key());
    if (timeIsUp()
        || operator.onHold()
        || consenting.key(pressed.key())
        || collecting.key(pressed.key())
        || endsWords) {
      return;
    }
    speculate(speculation.goesOn(turn()));
    stopWaiting();
    host.remind(new KeysPaused(), around.settings().keyPause());
    onKeys(keys.press(pressed.key()));
  }

  /** Words like any others, which nobody has to wait for. */
  private void onTyped(Typed typed) {
    speculate(speculation.goesOn(turn()));
    stopWaiting();
    TurnOutcome.Acted whole =
        new TurnOutcome.Acted(TurnAction.COMMIT_CALLER_TURN, typed.words(), 0, 0);
    onTurned(new Turned(whole, typed.at(), typed.at()));
  }

  private void onKeys(Optional<String> input) {
    input.filter(pressed -> !timeIsUp() && !operator.onHold()).ifPresent(pressed -> {
      host.forget(new KeysPaused());
      times.unprompted();
      turnOver(new TurnInput.Keys(new Digits(pressed)));
    });
  }

  private void turnOver(TurnInput input) {
    boolean interrupts =
        turns.interruption().by() != Interruption.By.NOTHING && !operator.insists();
    tell(new CascadeSignal.TurnOver(input, interrupts));
  }

  private void onStillWaiting() {
    if (!state.quiet()) {
      return;
    }
    boolean apologised = state.file().apologised();
    WaitFiller.Due due = wait.due(state.awaitsReply(), times.sinceTaken(), apologised);
    if (due instanceof WaitFiller.Due.Later later) {
      host.remind(new StillWaiting(), later.after());
    } else if (due instanceof WaitFiller.Due.Say say) {
      around.metrics().calls().filler(say.waitsFor());
      tell(new CascadeSignal.Fill(waitsFor(), replies.filler(turn(), say.words(), plan)));
    } else if (due instanceof WaitFiller.Due.Apologise) {
      around.metrics().providers().providerFailed(JOURNAL, Kind.UNREACHABLE.name());
      host.failed(Failure.Part.AGENT, turn(), NOT_TAKEN);
      tell(new CascadeSignal.Apologise(waitsFor(), replies.apology(turn(), plan)));
    } else if (!(due instanceof WaitFiller.Due.Nothing)) {
      throw new AssertionError(due);
    }
  }

  /** The turn whose reply is waited for, be it taken or not. */
  private int waitsFor() {
    return wait.wordsAwaited() ? turn() + 1 : turn();
  }

  /** The apology is about to be said; after too many in a row it is the last word. */
  private void onAgentFailed(int ofTurn) {
    int inARow = failures.failed(ofTurn);
    agent
        .givingUp()
        .filter(giving -> inARow >= giving.failures())
        .ifPresent(giving -> tools.tell(ofTurn, giving.then()));
  }

  // ---- what is to be done

  private void tell(CascadeSignal signal) {
    CascadeStep<?> step = signal.askOf(state);
    state = step.next();
    step.actions().forEach(this::act);
    intervene();
    collecting.quiet();
  }

  private void act(CascadeAction action) {
    if (action instanceof CascadeAction.Order order) {
      operator.ordered(order.order());
      pipeline.orders().accept(order.order());
    } else if (action instanceof CascadeAction.Tell tell) {
      host.tell(tell.fact());
    } else if (action instanceof CascadeAction.Discard) {
      speculate(speculation.discard());
    } else if (action instanceof CascadeAction.Took took) {
      onTook(took);
    } else if (action instanceof CascadeAction.StopWaiting) {
      stopWaiting();
    } else if (action instanceof CascadeAction.FillerHeard filler) {
      times.quiet();
      if (filler.more()) {
        waitOn();
      }
    } else if (action instanceof CascadeAction.AnswerHeard) {
      granted.ifPresent(this::tellTimes);
    } else if (action instanceof CascadeAction.BrokenInto broken) {
      onBrokenInto(broken);
    } else if (action instanceof CascadeAction.ReplyOver over) {
      failures.replied(over.turn());
      operator.over(over.turn());
      if (mute.over(over.heard())) {
        host.end(EndReason.VOICE_FAILED);
      }
    } else if (action instanceof CascadeAction.Release) {
      LOG.error("call entity not responding: the line is released");
      host.letGo();
    } else {
      throw new AssertionError(action);
    }
  }

  private void onTook(CascadeAction.Took took) {
    boolean unprompted = took.input() instanceof TurnInput.Unprompted;
    if (unprompted || took.input() instanceof TurnInput.Silence) {
      times.unprompted();
    }
    times.taken();
    speculate(unprompted ? speculation.discard() : speculation.taken(took.turn(), took.input()));
    operator.took(took.turn(), took.input());
    wait.wordsNotAwaited();
    waitOn();
  }

  private void onBrokenInto(CascadeAction.BrokenInto broken) {
    if (goodbye.filter(last -> last.turn() == broken.turn()).isPresent()) {
      sayGoodbyeAgain(broken.where());
      return;
    }
    if (collecting.active()) {
      return; // the words were not the agent's
    }
    cut = Optional.of(broken.where());
    operator.over(broken.turn());
    if (broken.turn() > 0) {
      agent.responder().interrupted(host.callId().toString(), broken.where());
    }
  }

  /** The caller broke in just before that was forbidden. */
  private void sayGoodbyeAgain(Responder.Cut where) {
    if (where.heard().isEmpty()) {
      tellGoodbye(goodbye.orElseThrow());
    }
  }

  private void tellTimes(PreemptiveReply reply) {
    ResponseTime waited = times.answered(reply.times());
    waited.nanos().forEach(around.metrics().calls()::responded);
    pipeline.costs().answered(waited.whole());
    pipeline
        .costs()
        .trace()
        .answered(
            turn(), waited.parts(), times.sincePlayed(), Map.of("talkspurt.ahead", reply.ahead()));
    pipeline.recorder().note(new TraceEvent.Answer(turn(), waited.ms(), reply.ahead()));
    LOG.info("turn {} answered after {}{}", turn(), waited.text(), reply.ahead() ? ", ahead" : "");
  }

  private void speculate(List<Speculation.Action> actions) {
    for (Speculation.Action action : actions) {
      if (action instanceof Speculation.Action.Prepare prepare) {
        pipeline.orders().accept(new PlayoutOrder.Prepare(prepare.reply().speech()));
      } else if (action instanceof Speculation.Action.Discard discard) {
        pipeline.orders().accept(new PlayoutOrder.Forget());
        if (discard.reply().ahead()) {
          around.metrics().calls().speculated(false);
        }
      } else {
        throw new AssertionError(action);
      }
    }
  }

  private void waitOn() {
    host.remind(new StillWaiting(), wait.patience(times.quietFor()));
  }

  private void stopWaiting() {
    wait.wordsNotAwaited();
    host.forget(new StillWaiting());
  }

  /** How the caller is told that the call is recorded, before the greeting. */
  private final class ConsentFloor implements Consenting.Floor {

    @Override
    public void say(String words) {
      tell(new CascadeSignal.Fill(0, replies.filler(0, words, plan)));
    }

    @Override
    public void hush() {
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }

    @Override
    public void asks(boolean now) {
      if (!timeIsUp() && !operator.hasFloor()) {
        pipeline
            .signals()
            .accept(new TurnSignal.SettingsChanged(now ? consenting.turns(turns) : turns));
      }
    }
  }

  /** How a value is asked for between two replies of the agent. */
  private final class CollectFloor implements Collecting.Floor {

    @Override
    public boolean idle() {
      return state instanceof QuietState.Idle;
    }

    @Override
    public void ask() {
      speculate(speculation.discard());
      speculation.allow(false);
      turnOver(new TurnInput.Unprompted());
    }

    @Override
    public void hush() {
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }

    @Override
    public void collects(boolean collects, boolean keysAlone) {
      pipeline.signals().accept(new TurnSignal.CallerUnheard(keysAlone));
    }

    @Override
    public void over(TurnInput input, String told) {
      speculation.allow(false); // what was asked for ahead would not know of it
      turnOver(input);
    }
  }
}

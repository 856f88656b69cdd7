package talkspurt.media;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import java.util.Optional;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Cue;
import talkspurt.call.Digits;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.media.ConversationMessage.AgentFailed;
import talkspurt.media.ConversationMessage.KeyPressed;
import talkspurt.media.ConversationMessage.KeysPaused;
import talkspurt.media.ConversationMessage.OfDialogue;
import talkspurt.media.ConversationMessage.Played;
import talkspurt.media.ConversationMessage.ToolCalled;
import talkspurt.media.ConversationMessage.ToolOverdue;
import talkspurt.media.ConversationMessage.ToolReturned;
import talkspurt.media.ConversationMessage.ToolWanted;
import talkspurt.media.ConversationMessage.TurnNotTaken;
import talkspurt.media.ConversationMessage.Turned;
import talkspurt.provider.Responder;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.Interruption;
import talkspurt.turn.KeyCollector;
import talkspurt.turn.TurnAction;

/**
 * The dialogue of transcriber, agent and synthesizer: takes the caller's turns as our hearing cuts
 * them, and speaks what the agent answers. It holds no truth of its own but whose reply is in the
 * playback buffer.
 */
final class AgentDialogue implements Dialogue {

  private static final int NO_TURN = -1;

  private final Host host;
  private final Conversation.Surroundings around;
  private final Conversation.Pipeline pipeline;
  private final KeyCollector keys = new KeyCollector();
  private Profile profile;
  private Profile.Agent agent;

  /** The caller's turn that was taken last, or the greeting's 0. */
  private int turn;

  /** Whose speech is in the playback buffer. */
  private int speaking = NO_TURN;

  /** Whose speech was in the playback buffer last. */
  private int spoken = NO_TURN;

  private String heardBefore = "";
  private Optional<Cue> afterDrop = Optional.empty();
  private int silences;
  private final ToolDesk tools;
  private final FillerWords fillers = new FillerWords();
  private Optional<Responder.Cut> cut = Optional.empty();
  private int playedMs;
  private int failures;
  private boolean news;
  private int failed = NO_TURN;
  private final KeptWaiting waiting;
  private boolean aside;
  private boolean leaving;
  private Optional<Instruction.Answer> afterAside = Optional.empty();
  private int turnTaken = NO_TURN;
  private long turnTakenAt;

  AgentDialogue(Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
    this.waiting = new KeptWaiting(around.settings().waits());
    this.tools = new ToolDesk(host, around.clock(), around.metrics());
  }

  @Override
  public void use(Profile wanted) {
    if (!(wanted.pipeline() instanceof Profile.Agent)) {
      throw new AssertionError(wanted.pipeline());
    }
    profile = wanted;
    agent = (Profile.Agent) wanted.pipeline();
    keys.mostKeys(agent.mostKeys());
  }

  // ---- what the durable half wants

  @Override
  public void obey(Instruction instruction) {
    if (instruction instanceof Instruction.Greet greet) {
      greet(greet);
    } else if (instruction instanceof Instruction.Answer answer) {
      answer(answer);
    } else if (instruction instanceof Instruction.Listen listen) {
      turn = Math.max(turn, listen.turn() - 1);
      spoken = Math.max(spoken, listen.turn() - 1);
    } else {
      throw new AssertionError(instruction);
    }
  }

  private void greet(Instruction.Greet greet) {
    if (spoken == NO_TURN) {
      heardBefore = greet.heard().text();
      speak(0, speech(0).greeting(greet));
    }
  }

  /** Answers a turn once; the answer to a turn that the caller has gone beyond is not wanted. */
  private void answer(Instruction.Answer answer) {
    if (answer.turn() <= spoken || answer.turn() < turn || leaving) {
      return;
    }
    waiting.over();
    if (aside) {
      afterAside = Optional.of(answer);
      return;
    }
    turn = answer.turn();
    heardBefore = answer.heard().text();
    Optional<Responder.Cut> before = cut;
    cut = Optional.empty();
    speak(
        turn,
        speech(turn)
            .reply(
                host.callId().toString(),
                answer,
                before,
                tools.of(answer, agent.tools()),
                waits()));
  }

  private FillerStage waits() {
    Filler filler = agent.filler();
    Metrics metrics = around.metrics();
    return new FillerStage(
        filler.after(),
        () -> {
          Optional<String> words = fillers.next(filler);
          words.ifPresent(said -> metrics.filler());
          return words;
        },
        fillers::agentSpoke);
  }

  private void speak(int ofTurn, Source<SpeechPiece, NotUsed> speech) {
    speaking = ofTurn;
    spoken = ofTurn;
    pipeline.orders().accept(new PlayoutOrder.Speak(ofTurn, speech));
  }

  private Speech speech(int ofTurn) {
    ActorRef<ConversationMessage> self = host.self();
    Metrics metrics = around.metrics();
    return new Speech(
        agent,
        profile.language(),
        tool -> self.tell(new ToolWanted(ofTurn, tool)),
        failure -> metrics.providerFailed(failure.provider(), failure.kind().name()),
        () -> self.tell(new AgentFailed(ofTurn)));
  }

  /** What is left to do ends with the line. */
  @Override
  public void close() {
    host.forget(new TurnNotTaken());
  }

  // ---- what happens on the line

  @Override
  public void on(OfDialogue message) {
    if (message instanceof Played played) {
      if (played.event().turn() == PlayoutOrder.ASIDE) {
        onPlayedAside(played.event());
      } else {
        onPlayed(played.event());
      }
    } else if (message instanceof TurnNotTaken) {
      onTurnNotTaken();
    } else if (message instanceof Turned turned) {
      onTurned(turned.acted());
    } else if (message instanceof KeyPressed pressed) {
      onKey(pressed);
    } else if (message instanceof KeysPaused) {
      onKeys(keys.finish());
    } else if (message instanceof ToolWanted wanted) {
      tools.tell(wanted.turn(), wanted.tool());
    } else if (message instanceof ToolCalled called) {
      tools.on(called);
    } else if (message instanceof ToolOverdue overdue) {
      tools.on(overdue);
    } else if (message instanceof ToolReturned returned) {
      news |= tools.on(returned);
    } else if (message instanceof AgentFailed bad) {
      onAgentFailed(bad.turn());
    } else {
      throw new AssertionError(message);
    }
  }

  private void onPlayed(PlayoutEvent event) {
    if (event instanceof PlayoutEvent.Started) {
      onStarted(event.turn());
    } else if (event instanceof PlayoutEvent.SegmentPlayed segment) {
      host.tell(new Fact.SegmentPlayed(event.turn(), new SpokenText(segment.words())));
    } else if (event instanceof PlayoutEvent.Paused paused) {
      playedMs = paused.playedMs();
      host.tell(new Fact.Interrupted(event.turn(), paused.playedMs()));
    } else if (event instanceof PlayoutEvent.Resumed) {
      host.tell(new Fact.Kept(event.turn()));
    } else if (event instanceof PlayoutEvent.Dropped dropped) {
      speechOver(event.turn());
      brokenInto(event.turn(), heard(dropped.heard()));
      host.tell(new Fact.Yielded(event.turn(), heard(dropped.heard())));
      afterDrop.ifPresent(this::takeTurn);
    } else if (event instanceof PlayoutEvent.Finished finished) {
      speechOver(event.turn());
      failures = event.turn() == failed ? failures : 0;
      host.tell(new Fact.SpeechPlayed(event.turn(), heard(finished.heard())));
      afterDrop.ifPresent(this::takeTurn);
    } else if (event instanceof PlayoutEvent.Reached reached) {
      playedMs = reached.replyMs();
    } else if (!tellsOnlyThePosition(event)) {
      throw new AssertionError(event);
    }
  }

  private static boolean tellsOnlyThePosition(PlayoutEvent event) {
    return event instanceof PlayoutEvent.SegmentStarted
        || event instanceof PlayoutEvent.MarkReached;
  }

  /** A greeting, and an answer to a turn of an earlier line, have kept nobody waiting. */
  private void onStarted(int ofTurn) {
    playedMs = 0;
    if (ofTurn == turnTaken) {
      around.metrics().responded(around.clock().nanoTime() - turnTakenAt);
    }
  }

  private void brokenInto(int ofTurn, SpokenText heard) {
    Responder.Cut where = new Responder.Cut(heard.text(), playedMs);
    cut = Optional.of(where);
    if (ofTurn > 0) {
      agent.responder().interrupted(host.callId().toString(), where);
    }
  }

  private void speechOver(int ofTurn) {
    if (speaking == ofTurn) {
      speaking = NO_TURN;
    }
  }

  private SpokenText heard(String now) {
    return new SpokenText(heardBefore).then(new SpokenText(now));
  }

  private void onTurned(TurnOutcome.Acted acted) {
    if (acted.action() == TurnAction.COMMIT_CALLER_TURN) {
      silences = 0;
      takeTurn(new Cue.Words(new SpokenText(acted.words())));
    } else if (acted.action() == TurnAction.CALLER_SILENT && idle()) {
      silences++;
      takeTurn(new Cue.Silence(silences));
    }
  }

  private void onKey(KeyPressed pressed) {
    host.remind(new KeysPaused(), around.settings().keyPause());
    onKeys(keys.press(pressed.key()));
  }

  private void onKeys(Optional<String> input) {
    input.ifPresent(pressed -> {
      host.forget(new KeysPaused());
      silences = 0;
      takeTurn(new Cue.Keys(new Digits(pressed)));
    });
  }

  private boolean idle() {
    return host.settled() && speaking == NO_TURN && spoken == turn;
  }

  /**
   * The caller's turn is complete. What the bot was saying or about to say is settled first: the
   * durable half hears of turns one after the other; what must be heard to its end is waited for.
   */
  private void takeTurn(Cue cue) {
    if (speaking != NO_TURN) {
      afterDrop = Optional.of(cue);
      if (profile.turns().interruption().by() != Interruption.By.NOTHING) {
        pipeline.orders().accept(new PlayoutOrder.Drop());
      }
      return;
    }
    if (leaving) {
      return;
    }
    dropAside();
    afterDrop = Optional.empty();
    news = false;
    if (spoken != turn) {
      host.tell(new Fact.Interrupted(turn, 0));
      host.tell(new Fact.Yielded(turn, SpokenText.NOTHING));
    }
    turn++;
    turnTaken = turn;
    turnTakenAt = around.clock().nanoTime();
    host.tell(new Fact.TurnTaken(turn, cue));
    host.remind(new TurnNotTaken(), waiting.begin());
  }

  // ---- the durable half does not take the caller's turn

  private void onTurnNotTaken() {
    if (spoken == turn || leaving || host.settled()) {
      return;
    }
    host.remind(new TurnNotTaken(), waiting.pass());
    if (aside) {
      return;
    }
    if (waiting.tooLong()) {
      leaving = true;
      around.metrics().callerGivenUp();
      sayAside(speech(turn).apology());
      return;
    }
    waiting.words(agent.filler().words(), profile.language()).ifPresent(words -> {
      around.metrics().filler();
      sayAside(speech(turn).words(words));
    });
  }

  private void sayAside(Source<SpeechPiece, NotUsed> speech) {
    aside = true;
    pipeline.orders().accept(new PlayoutOrder.Speak(PlayoutOrder.ASIDE, speech));
  }

  private void dropAside() {
    afterAside = Optional.empty();
    if (aside) {
      aside = false;
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }
  }

  /** Words beside all turns are over: what was to be said after them is said. */
  private void onPlayedAside(PlayoutEvent event) {
    if (!aside
        || !(event instanceof PlayoutEvent.Finished || event instanceof PlayoutEvent.Dropped)) {
      return;
    }
    aside = false;
    if (leaving) {
      host.end(EndReason.DATABASE_LOST);
      pipeline.orders().accept(new PlayoutOrder.HangUp());
      return;
    }
    Optional<Instruction.Answer> next = afterAside;
    afterAside = Optional.empty();
    next.ifPresent(this::answer);
  }

  /** The apology is about to be said; after too many in a row it is the last word. */
  private void onAgentFailed(int ofTurn) {
    failures++;
    failed = ofTurn;
    agent
        .givingUp()
        .filter(giving -> failures >= giving.failures())
        .ifPresent(giving -> tools.tell(ofTurn, giving.then()));
  }

  @Override
  public void answered(CallRequest told, Optional<Refusal> refusal) {
    tools.answered(told, refusal);
    tellNews();
  }

  /** A tool that had kept its reply waiting has returned: the caller need not ask for it. */
  private void tellNews() {
    if (news && idle()) {
      silences++;
      takeTurn(new Cue.Silence(silences));
    }
  }

  @Override
  public boolean busy() {
    return tools.busy();
  }
}

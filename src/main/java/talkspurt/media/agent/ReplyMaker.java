package talkspurt.media.agent;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.call.Withheld;
import talkspurt.collect.Collect;
import talkspurt.collect.CollectAction.Question;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage;
import talkspurt.media.conversation.ConversationMessage.AgentFailed;
import talkspurt.media.conversation.ConversationMessage.Guarded;
import talkspurt.media.conversation.ConversationMessage.ServiceFailed;
import talkspurt.media.conversation.ConversationMessage.ToolWanted;
import talkspurt.media.conversation.ConversationMessage.VoiceFailed;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.DigitSounds;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Failures;
import talkspurt.media.profile.Profile;
import talkspurt.provider.Responder;
import talkspurt.provider.UsageMeter;
import talkspurt.telemetry.Metrics;

/**
 * Makes what is said on one line. What happens in these streams is told to the line's conversation,
 * every failure too. Not thread-safe.
 */
final class ReplyMaker {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyMaker.class);

  private final Dialogue.Host host;
  private final Conversation.Surroundings around;
  private final FillerWords fillers;
  private final UsageMeter meter;
  private final DigitSounds digits = new DigitSounds();
  private Profile profile;
  private Agents.Member speaker;

  /**
   * @param fillers words that are left for waits; of the whole call
   * @param meter told what is used
   */
  ReplyMaker(
      Dialogue.Host host, Conversation.Surroundings around, FillerWords fillers, UsageMeter meter) {
    this.host = host;
    this.around = around;
    this.fillers = fillers;
    this.meter = meter;
  }

  /** From now on this agent of this profile speaks. */
  void use(Profile other, Agents.Member agent) {
    profile = other;
    speaker = agent;
  }

  /** The greeting, from where it was heard on. */
  Source<TtsPiece, NotUsed> greeting(Instruction.Greet greet) {
    Profile greets = profile.greets();
    Agents.Member greeter = greets == profile
        ? speaker
        : Agents.Member.alone((Profile.Agent) greets.pipeline(), greets.turns());
    return speech(0, greeter, greets).greeting(greet, waits(new ReplyTimes(around.clock())));
  }

  /** The goodbye, from where it was heard on. */
  Source<TtsPiece, NotUsed> goodbye(Instruction.Answer answer) {
    return speech(answer.turn()).goodbye(answer);
  }

  /** What the engine says in the agent's place, from where it was heard on. */
  Source<TtsPiece, NotUsed> inPlace(Instruction.Answer answer, String words) {
    return speech(answer.turn()).inPlace(words, answer);
  }

  /**
   * Asks the agent for a reply; nothing of it is heard, and no tool runs, before it is granted.
   *
   * @param cut how the reply before was broken into, if it was
   * @param ahead whether the caller may still go on
   */
  PreemptiveReply ask(Instruction.Answer answer, Optional<Responder.Cut> cut, boolean ahead) {
    CompletableFuture<TurnCommitted> granted = new CompletableFuture<>();
    ReplyTimes measured = new ReplyTimes(around.clock());
    Source<TtsPiece, NotUsed> reply = speech(answer.turn())
        .reply(
            host.callId().toString(),
            answer,
            cut,
            granted,
            ahead,
            answer.plan().limit().left(around.instants().instant()),
            waits(measured));
    return new PreemptiveReply(answer, granted, reply, measured, ahead);
  }

  /** Words for a wait outside of a reply. */
  Source<TtsPiece, NotUsed> filler(int turn, String words, CallPlan plan) {
    return speech(turn).wait(words, plan);
  }

  /** A question by which the engine asks for a value. */
  Source<TtsPiece, NotUsed> question(int turn, CallPlan plan, Collect what, Question question) {
    return speech(turn).question(host.system(), digits, plan, what, question);
  }

  /** What is said when a reply does not come. */
  Source<TtsPiece, NotUsed> apology(int turn, CallPlan plan) {
    return speech(turn).apology(plan);
  }

  private FillerHooks waits(ReplyTimes measured) {
    return new ReplyFillers(
        speaker.agent().filler(), fillers, measured, around.metrics().calls());
  }

  private ReplySpeech speech(int ofTurn) {
    return speech(ofTurn, speaker, profile);
  }

  private ReplySpeech speech(int ofTurn, Agents.Member member, Profile of) {
    ActorRef<ConversationMessage> self = host.self();
    return new ReplySpeech(
        member,
        of,
        around.instants(),
        tool -> self.tell(new ToolWanted(ofTurn, tool)),
        failures(Failure.Part.AGENT, ofTurn),
        failures(Failure.Part.VOICE, ofTurn),
        () -> self.tell(new AgentFailed(ofTurn)),
        meter,
        guards(ofTurn));
  }

  private ReplyGuard.News guards(int ofTurn) {
    ActorRef<ConversationMessage> self = host.self();
    String profileName = profile.name();
    return new ReplyGuard.News() {
      @Override
      public void withheld(String rule, String sentence) {
        self.tell(new Guarded(ofTurn, rule, Optional.of(sentence)));
      }

      @Override
      public void added(String rule) {
        self.tell(new Guarded(ofTurn, rule, Optional.empty()));
      }

      @Override
      public void asked(String outcome) {
        around.metrics().calls().sentenceAsked(profileName, outcome);
      }
    };
  }

  /** Tells what the profile's guardrails did in a reply. */
  void guarded(Guarded done) {
    String outcome = done.withheld().isPresent() ? "withheld" : "added";
    LOG.info("turn {}: a sentence was {} by rule {}", done.turn(), outcome, done.rule());
    around.metrics().calls().guarded(profile.name(), done.rule(), outcome);
    done.withheld()
        .map(words -> new Withheld(done.turn(), done.rule(), new SpokenText(words)))
        .map(Fact.SentenceWithheld::new)
        .ifPresent(host::tell);
  }

  private Failures failures(Failure.Part part, int ofTurn) {
    ActorRef<ConversationMessage> self = host.self();
    Metrics metrics = around.metrics();
    return (failure, madeGood) -> {
      if (!madeGood) {
        metrics.providers().providerFailed(failure.provider(), failure.kind().name());
      }
      if (!madeGood && part == Failure.Part.VOICE) {
        self.tell(new VoiceFailed());
      }
      self.tell(new ServiceFailed(part, ofTurn, failure, madeGood));
    };
  }
}

package talkspurt.media.conversation;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Direction;
import talkspurt.call.Instruction;
import talkspurt.call.OptOut;
import talkspurt.media.profile.ConsentPolicy.Refused.Leave;
import talkspurt.media.profile.OutboundPolicy;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.Profile;
import talkspurt.provider.Responder.Part.UseTool;

/**
 * Knows what the called party of an outbound call is to be told first, and whether they want no more of such calls; that is told
 * to the call, once. Of calls that came in it says nothing. Lives on the conversation's thread.
 */
public final class CalledParty {

  private static final Logger LOG = LoggerFactory.getLogger(CalledParty.class);

  private final Dialogue.Host host;
  private OutboundPolicy policy = OutboundPolicy.NONE;
  private boolean optedOut;

  /** One of a line that has not begun. */
  public CalledParty(Dialogue.Host host) {
    this.host = host;
  }

  /** This profile speaks from now on. */
  public void use(Profile profile) {
    policy = profile.outbound();
  }

  /** What is to be said before anything else; empty where nothing is, or it was heard on an earlier line. */
  Optional<String> disclosure(Instruction.Greet greet) {
    return Optional.of(policy.disclosure())
        .filter(words -> greet.plan().direction() == Direction.OUTBOUND)
        .filter(words -> !words.isEmpty() && !greet.heard().text().contains(words));
  }

  /**
   * They have said this.
   *
   * @param turn of theirs, in which they did
   * @return whether it means that they want no more calls, and nobody knew
   */
  public boolean said(Optional<CallPlan> plan, String words, int turn) {
    return optsOut(
        plan, known -> known.optOut().in(Phrases.words(words)), new OptOut(OptOut.By.WORD, turn));
  }

  /** They have pressed this key; the same. */
  public boolean pressed(Optional<CallPlan> plan, char key, int turn) {
    return optsOut(
        plan,
        known -> known.optOutKey().filter(own -> own == key).isPresent(),
        new OptOut(OptOut.By.KEY, turn));
  }

  private boolean optsOut(Optional<CallPlan> plan, Predicate<OutboundPolicy> means, OptOut optOut) {
    boolean news = !optedOut
        && plan.filter(known -> known.direction() == Direction.OUTBOUND)
            .filter(known -> known.optOut().isEmpty())
            .isPresent();
    if (!news || !means.test(policy)) {
      return false;
    }
    optedOut = true;
    LOG.info("the called party wants no more calls, by {}", optOut.by().label());
    host.tell(new Fact.OptOutTold(optOut));
    return true;
  }

  /** How the bot leaves a call whose called party wants no more of them; empty where they did not say so. */
  public Optional<Leave> leaves(CallPlan plan) {
    return plan.optOut()
        .map(said -> new Leave(policy.optOutSay(), new UseTool("end_call", Map.of())));
  }

  /** What they hear who have just said so. */
  public String farewell() {
    return policy.optOutSay();
  }
}

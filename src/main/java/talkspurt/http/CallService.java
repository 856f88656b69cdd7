package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallRequest;
import talkspurt.call.EarlierCalls;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Refusal;
import talkspurt.control.CallFilter;
import talkspurt.control.CallPage;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.control.Playback;

/** What the routes may do with calls; each part is one method of {@code control}. */
public record CallService(
    Asking asking, Telling telling, Listing listing, Following following, Recalling recalling) {

  /**
   * The call that is asked about, for who may use its profile; others hear that there is none. The durable half of an
   * unknown call is not asked: asking would create it.
   */
  CompletionStage<CallStory> story(Asked asked) {
    return story(Checked.callId("id", asked.id()), asked);
  }

  /** The same of a call that is named elsewhere. */
  CompletionStage<CallStory> story(UUID callId, Asked asked) {
    return telling
        .story(callId)
        .thenApply(story -> story
            .filter(known -> asked.mayUse(known.state().file().plan().profile()))
            .orElseThrow(() -> Problem.of(Refusal.UNKNOWN_CALL).found()));
  }

  /** Puts a request to a call. */
  public interface Asking {
    CompletionStage<CallReply> ask(UUID callId, CallRequest request);
  }

  /** Tells what is known of a call, without waking it. */
  public interface Telling {
    CompletionStage<Optional<CallStory>> story(UUID callId);
  }

  /** Lists calls, newest first. */
  public interface Listing {
    CompletionStage<CallPage> page(CallFilter filter);
  }

  /** Tells of earlier calls of the same number; does not take long, and never fails. */
  public interface Recalling {
    CompletionStage<EarlierCalls> of(UUID callId, PhoneNumber caller);
  }

  /** Lets somebody look on at what is played to a caller, from now on and without end. */
  public interface Following {
    Source<Playback, NotUsed> follow(UUID callId);
  }
}

package talkspurt.events;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.webhook.StandardSignature;

/** A web service that takes events by POST; whatever 2xx it answers, it has taken the event. */
public final class HttpEventReceiver implements EventReceiver {

  private static final int GONE = 410;

  /** Answers that are about what was sent, not about who was asked. */
  private static final Set<Integer> OF_EVENT = Set.of(400, 409, 413, 415, 422);

  private final URI url;
  private final StandardSignature signature;
  private final ProviderHttpClient peer;

  /** One at a server. */
  public HttpEventReceiver(URI url, StandardSignature signature, ProviderHttpClient peer) {
    this.url = url;
    this.signature = signature;
    this.peer = peer;
  }

  @Override
  public CompletionStage<Answer> post(String id, Instant at, String body) {
    return peer.send(signature.post(url, id, at, body)).thenApply(this::answer);
  }

  private Answer answer(ProviderHttpClient.Reply reply) {
    if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
      peer.discard(answered.response());
      return new Answer.Taken();
    } else if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
      String why = failed.failure().kind().label() + ", " + failed.failure().detail();
      return failed.status() == GONE
          ? new Answer.Gone(why)
          : new Answer.NotTaken(
              why, failed.delay().orElse(Duration.ZERO), OF_EVENT.contains(failed.status()));
    }
    throw new AssertionError(reply);
  }
}

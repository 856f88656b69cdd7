package talkspurt.outcome;

import akka.http.javadsl.model.headers.RawHeader;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.webhook.SignedRequests;

/** A web service of the user's that receives outcomes by POST; whatever 2xx it answers, it has taken it. */
public final class HttpOutcomeWebhook implements OutcomeWebhook {

  private final URI url;
  private final SignedRequests requests;
  private final ProviderHttpClient peer;

  /** One at a server. */
  public HttpOutcomeWebhook(URI url, SignedRequests requests, ProviderHttpClient peer) {
    this.url = url;
    this.requests = requests;
    this.peer = peer;
  }

  @Override
  public CompletionStage<Optional<ProviderFailure>> tell(String id, String body) {
    return peer.send(requests.post(url, body).addHeader(RawHeader.create("Idempotency-Key", id)))
        .thenApply(reply -> {
          if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
            peer.discard(answered.response());
            return Optional.<ProviderFailure>empty();
          }
          if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
            return Optional.of(failed.failure());
          }
          throw new AssertionError(reply);
        });
  }
}

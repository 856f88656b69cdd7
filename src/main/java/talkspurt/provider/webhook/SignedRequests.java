package talkspurt.provider.webhook;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;

/** Makes the requests by which a user's own service is told something: JSON, with a token, signed. */
public final class SignedRequests {

  private final Optional<Secret> token;
  private final Optional<Signature> signature;

  /**
   * For one service.
   *
   * @param token sent as a bearer token
   * @param signing what bodies are signed by
   */
  public SignedRequests(Optional<Secret> token, Optional<Secret> signing, InstantSource clock) {
    this.token = token;
    this.signature = signing.map(secret -> new Signature(secret, clock));
  }

  /** A request with this body. */
  public HttpRequest post(URI url, String body) {
    HttpRequest request = HttpRequest.POST(url.toString())
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body));
    HttpRequest signed = signature
        .map(by -> request.addHeader(RawHeader.create(Signature.HEADER, by.of(body))))
        .orElse(request);
    return ProviderHttpClient.authorized(signed, token);
  }
}

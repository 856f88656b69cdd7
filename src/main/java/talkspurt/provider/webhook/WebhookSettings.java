package talkspurt.provider.webhook;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.util.Optional;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.Secret;

/**
 * An agent that is a web service.
 *
 * @param peer the service; each turn is posted to its URL
 * @param token sent as a bearer token
 * @param signing each body is signed with it
 * @param interruptUrl where it is told at once that a reply was broken into; empty: only with the
 *     next turn
 * @param maxRounds how often tools may be used within one reply
 */
public record WebhookSettings(
    PeerSettings peer,
    Optional<Secret> token,
    Optional<Secret> signing,
    Optional<URI> interruptUrl,
    int maxRounds) {

  public WebhookSettings {
    within("max-rounds", maxRounds, 1, 20);
  }
}

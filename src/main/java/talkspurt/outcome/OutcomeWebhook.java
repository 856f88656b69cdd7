package talkspurt.outcome;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.ProviderFailure;

/** Where outcomes are sent. */
public interface OutcomeWebhook {

  /**
   * Tells one.
   *
   * @param id the same whenever the same is told
   * @param body JSON
   * @return why it was not taken, if it was not; never fails
   */
  CompletionStage<Optional<ProviderFailure>> tell(String id, String body);
}

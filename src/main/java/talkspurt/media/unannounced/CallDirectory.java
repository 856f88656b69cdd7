package talkspurt.media.unannounced;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Who knows which calls there are. */
public interface CallDirectory {

  /** Whether the call was announced to this node, or is carried by it. Costs next to nothing. */
  boolean here(UUID callId);

  /** Whether the journal knows the call; fails where the journal cannot be read. */
  CompletionStage<Boolean> journalled(UUID callId);
}

package talkspurt.boot;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import talkspurt.call.CallRequest;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.recording.bucket.BucketUploads;

/**
 * Tells calls where the files of their recordings were brought.
 *
 * @param stories reads the journal of a call
 * @param calls asks a call
 */
record StoredNews(
    Function<UUID, CompletionStage<Optional<CallStory>>> stories,
    BiFunction<UUID, CallRequest, CompletionStage<CallReply>> calls)
    implements BucketUploads.Told {

  private static final int ID_LENGTH = 36;

  @Override
  public CompletionStage<?> stored(String file, String place) {
    Optional<UUID> call = call(file);
    if (call.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    return stories
        .apply(call.get())
        .thenCompose(story -> part(story, file)
            .filter(part -> !part.stored().equals(place))
            .map(part -> calls.apply(
                call.get(),
                new CallRequest.ChangeSession(
                    SessionChange.of(Recording.told(part.storedAt(place))))))
            .orElseGet(() -> CompletableFuture.completedStage(null)))
        .thenAccept(reply -> {
          if (reply instanceof CallReply.Refused refused) {
            throw new IllegalStateException("the call refuses it: " + refused.why());
          }
        });
  }

  private static Optional<UUID> call(String file) {
    String own = file.substring(file.lastIndexOf('/') + 1);
    try {
      return own.length() < ID_LENGTH
          ? Optional.empty()
          : Optional.of(UUID.fromString(own.substring(0, ID_LENGTH)));
    } catch (IllegalArgumentException noCall) {
      return Optional.empty();
    }
  }

  /** Of what lies beside the sound the call knows no place of its own. */
  private static Optional<RecordingPart> part(Optional<CallStory> story, String file) {
    return story.stream()
        .flatMap(of -> of.state().file().plan().session().recording().parts().stream())
        .filter(part -> part.file().equals(file))
        .findFirst();
  }
}

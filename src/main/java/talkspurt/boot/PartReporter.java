package talkspurt.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import talkspurt.call.CallRequest;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.recording.PartReports;

/**
 * Tells calls through their journal that files of their recordings can be had.
 *
 * @param stories reads the journal of a call
 * @param calls asks a call
 */
record PartReporter(
    Function<UUID, CompletionStage<Optional<CallStory>>> stories,
    BiFunction<UUID, CallRequest, CompletionStage<CallReply>> calls,
    InstantSource clock)
    implements PartReports {

  private static final int ID_LENGTH = 36;

  /** The line tells how its recording ended within that time; after that it was killed before it could. */
  private static final Duration TOLD_BY_LINE = Duration.ofSeconds(30);

  @Override
  public CompletionStage<Boolean> ended(String file, Instant written) {
    return tell(
        file, written, part -> !part.open() && !part.uploads(), part -> part.uploads(false));
  }

  @Override
  public CompletionStage<Boolean> stored(String file, String place, Instant written) {
    return tell(file, written, part -> part.stored().equals(place), part -> part.storedAt(place));
  }

  private CompletionStage<Boolean> tell(
      String file,
      Instant written,
      Predicate<RecordingPart> known,
      UnaryOperator<RecordingPart> news) {
    Optional<UUID> call = call(file);
    if (call.isEmpty()) {
      return CompletableFuture.completedStage(true);
    }
    return stories.apply(call.get()).thenCompose(story -> {
      Optional<RecordingPart> part = part(story, file).filter(one -> !known.test(one));
      if (part.isEmpty()) {
        return CompletableFuture.completedStage(true);
      }
      boolean open = part.get().open();
      if (open && written.isAfter(clock.instant().minus(TOLD_BY_LINE))) {
        return CompletableFuture.completedStage(false);
      }
      RecordingPart told = news.apply(open ? part.get().cutOff() : part.get());
      return calls
          .apply(call.get(), new CallRequest.ChangeSession(SessionChange.of(Recording.told(told))))
          .thenApply(PartReporter::done);
    });
  }

  private static boolean done(CallReply reply) {
    if (reply instanceof CallReply.Refused refused) {
      throw new IllegalStateException("the call refuses it: " + refused.why());
    }
    return true;
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

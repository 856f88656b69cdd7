package talkspurt.control;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Deletes what was recorded of calls: sound and whatever lies beside it, on this node, on the others and in the
 * bucket. May be asked as often as one likes: what is gone already is no fault.
 */
@FunctionalInterface
public interface RecordingEraser {

  /**
   * What came of it.
   *
   * @param files how many were deleted
   * @param left places where files may be left, each with the reason, for people; it is to be asked again later
   */
  record Erased(int files, List<String> left) {

    public Erased {
      left = List.copyOf(left);
    }

    /** Whether nothing of the call's recording is left anywhere. */
    public boolean complete() {
      return left.isEmpty();
    }
  }

  /** Deletes all files of a call; never fails: what could not be reached is told. Not for calls that go on. */
  CompletionStage<Erased> erase(RecordedCall call);
}

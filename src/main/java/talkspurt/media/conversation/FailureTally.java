package talkspurt.media.conversation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.Failure;
import talkspurt.provider.ProviderFailure;
import talkspurt.text.OutsideText;

/**
 * Counts what fails on one line, so that journal and log tell of it and are not flooded: of a kind
 * the first few one by one, then each time their number has doubled. Not thread-safe.
 */
final class FailureTally {

  private static final int ONE_BY_ONE = 4;
  private static final int LONGEST_DETAIL = 400;
  private static final int LONGEST_NAME = 200;

  private record Sort(
      Failure.Part part, String provider, ProviderFailure.Kind kind, boolean madeGood) {}

  private static final class Count {
    private int all;
    private int told;
  }

  private final Map<Sort, Count> counts = new HashMap<>();
  private int number;

  /** One more; what is to be told of it, and of those that were not told before. */
  Optional<Failure> count(Failure.Part part, ProviderFailure why, boolean madeGood) {
    Count count = counts.computeIfAbsent(
        new Sort(part, why.provider(), why.kind(), madeGood), first -> new Count());
    count.all++;
    if (count.all > ONE_BY_ONE && Integer.bitCount(count.all) > 1) {
      return Optional.empty();
    }
    int times = count.all - count.told;
    count.told = count.all;
    number++;
    return Optional.of(new Failure(
        number,
        OutsideText.forLog(why.provider(), LONGEST_NAME),
        OutsideText.forLog(why.address(), LONGEST_NAME),
        why.kind().label(),
        OutsideText.forLog(why.detail(), LONGEST_DETAIL),
        madeGood,
        times));
  }
}

package talkspurt.provider;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import talkspurt.provider.Usage.Unit;
import talkspurt.telemetry.CallTrace;

/**
 * What one request, or one connection, uses of a provider: as we count it until the provider tells it, as the provider
 * tells it from then on. Thread-safe.
 */
public final class UsageCount implements UsageMeter {

  private final UsageMeter meter;
  private final Map<Unit, Long> estimated = new EnumMap<>(Unit.class);
  private final Set<Unit> known = EnumSet.noneOf(Unit.class);

  /** Nothing is used yet; what is used is told to this meter. */
  public UsageCount(UsageMeter meter) {
    this.meter = meter;
  }

  /** So much more of it was used as far as we can tell; of no matter where the provider has told. */
  public synchronized void estimate(Unit unit, long amount) {
    if (amount > 0 && !known.contains(unit)) {
      estimated.merge(unit, amount, Long::sum);
      meter.used(Used.estimated(Usage.of(unit, amount)));
    }
  }

  /** So much more of it was used, says the provider: that counts, in place of all that we estimated. */
  @Override
  public synchronized void told(Unit unit, long amount) {
    known.add(unit);
    told(unit, amount, Long.MAX_VALUE);
  }

  /** So much more of it was used, says the provider: that counts, in place of so much of what we estimated. */
  public synchronized void told(Unit unit, long amount, long instead) {
    long ours = Math.min(instead, estimated.getOrDefault(unit, 0L));
    estimated.merge(unit, -ours, Long::sum);
    meter.used(Used.instead(Usage.of(unit, amount), Usage.of(unit, ours)));
  }

  @Override
  public void used(Used used) {
    meter.used(used);
  }

  @Override
  public CallTrace trace() {
    return meter.trace();
  }

  @Override
  public LocalDate day() {
    return meter.day();
  }
}

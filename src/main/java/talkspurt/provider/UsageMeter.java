package talkspurt.provider;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import talkspurt.provider.Usage.Unit;
import talkspurt.telemetry.CallTrace;

/**
 * Goes with what providers are asked for one call. Is told what they use, when they use it: a voice when it is asked to speak, a model
 * when its server tells. Whoever asks a provider gives one with the request. Told from any thread; must
 * not block and not throw.
 */
@FunctionalInterface
public interface UsageMeter {

  /** Nobody pays. */
  UsageMeter NONE = used -> {};

  /** This was used. */
  void used(Used used);

  /**
   * The provider tells how much of a unit it was. What was estimated of that for the same request counts no more, where
   * that was counted by a {@link UsageCount}.
   */
  default void told(Unit unit, long amount) {
    used(Used.unpriced(Usage.of(unit, amount)));
  }

  /** The trace of the call that asks. */
  default CallTrace trace() {
    return CallTrace.NONE;
  }

  /** The day whose tariffs count. */
  default LocalDate day() {
    return LocalDate.MAX;
  }

  /**
   * The same for a provider of this name and price, which need know neither. What was priced nearer to whoever was used, such as
   * documents that a model is told of, stays so.
   */
  default UsageMeter of(String provider, Price price) {
    Price tariff = price.on(day());
    return changing(told -> told.by(provider, tariff));
  }

  /** The same, but what one provider used that is known by this name has this price. */
  default UsageMeter pricing(String provider, Price price) {
    Price tariff = price.on(day());
    return changing(told -> told.provider().equals(provider) ? told.at(tariff) : told);
  }

  private UsageMeter changing(UnaryOperator<Used> change) {
    UsageMeter outer = this;
    return new UsageMeter() {
      @Override
      public void used(Used told) {
        outer.used(change.apply(told));
      }

      @Override
      public CallTrace trace() {
        return outer.trace();
      }

      @Override
      public LocalDate day() {
        return outer.day();
      }
    };
  }

  /** Who says how much it was. */
  enum Source {
    /** The provider. */
    TOLD,
    /** We do: the provider tells nothing, or has not yet. */
    ESTIMATED
  }

  /**
   * What a provider used.
   *
   * @param provider its name in settings and figures; empty until that is known
   * @param instead what was estimated before and counts no more
   * @param parts what it cost, in {@link Price#PARTS} of the currency; negative where what was estimated cost more
   * @param tariff from which day on the tariff holds by which it cost that
   */
  record Used(
      String provider,
      Usage usage,
      Usage instead,
      long parts,
      Source source,
      Optional<LocalDate> tariff) {

    /** In place of nothing. */
    public Used(
        String provider, Usage usage, long parts, Source source, Optional<LocalDate> tariff) {
      this(provider, usage, Usage.NONE, parts, source, tariff);
    }

    /** As the provider tells it, by a tariff without a date. */
    public Used(String provider, Usage usage, long parts) {
      this(provider, usage, parts, Source.TOLD, Optional.empty());
    }

    /** What a provider tells, which knows its use by itself. */
    public static Used unpriced(Usage usage) {
      return new Used("", usage, 0);
    }

    /** What we estimate or count where the provider does not tell. */
    public static Used estimated(Usage usage) {
      return new Used("", usage, 0, Source.ESTIMATED, Optional.empty());
    }

    /** What the provider tells, in place of what was estimated. */
    public static Used instead(Usage told, Usage estimated) {
      return new Used("", told, estimated, 0, Source.TOLD, Optional.empty());
    }

    /** Whether something counts no more. */
    public boolean corrects() {
      return !instead.amounts().isEmpty();
    }

    private Used by(String name, Price one) {
      return provider.isEmpty() ? new Used(name, usage, instead, 0, source, tariff).at(one) : this;
    }

    private Used at(Price one) {
      return new Used(
          provider, usage, instead, one.of(usage) - one.of(instead), source, one.asOf());
    }
  }
}

package talkspurt.provider;

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

  /** The trace of the call that asks. */
  default CallTrace trace() {
    return CallTrace.NONE;
  }

  /** The same for a provider of this name and price, which need know neither. */
  default UsageMeter of(String provider, Price price) {
    UsageMeter outer = this;
    return new UsageMeter() {
      @Override
      public void used(Used told) {
        outer.used(new Used(provider, told.usage(), price.of(told.usage())));
      }

      @Override
      public CallTrace trace() {
        return outer.trace();
      }
    };
  }

  /**
   * What a provider used.
   *
   * @param provider its name in settings and figures
   * @param parts what that cost, in {@link Price#PARTS} of the currency
   */
  record Used(String provider, Usage usage, long parts) {

    /** What a provider knows by itself. */
    public static Used unpriced(Usage usage) {
      return new Used("", usage, 0);
    }
  }
}

package talkspurt.provider;

/**
 * Is told what providers use in one call, when they use it: a voice when it is asked to speak, a model
 * when its server tells. Whoever asks a provider gives one with the request. Told from any thread; must
 * not block and not throw.
 */
@FunctionalInterface
public interface UsageMeter {

  /** Nobody pays. */
  UsageMeter NONE = used -> {};

  /** This was used. */
  void used(Used used);

  /** The same for a provider of this name and price, which need know neither. */
  default UsageMeter of(String provider, Price price) {
    return told -> used(new Used(provider, told.usage(), price.of(told.usage())));
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

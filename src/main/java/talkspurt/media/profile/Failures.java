package talkspurt.media.profile;

import talkspurt.provider.ProviderFailure;

/** Where one part of a call's service tells what failed; called on any thread, must not block. */
@FunctionalInterface
public interface Failures {

  /** Somebody failed; {@code madeGood} where another has taken over. */
  void tell(ProviderFailure failure, boolean madeGood);
}

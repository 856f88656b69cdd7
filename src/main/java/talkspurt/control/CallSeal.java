package talkspurt.control;

import talkspurt.privacy.CallKey;

/** How the events and snapshots of a call are kept. */
sealed interface CallSeal {

  /** Encrypted under the key of the call. */
  record Keyed(CallKey key) implements CallSeal {}

  /** As they are: the call began before there were keys, or where they are not wanted. */
  record Plain() implements CallSeal {}

  /** The call was erased: nothing of it can be read any more. */
  record Erased() implements CallSeal {}

  /** Encrypted under a key that this node cannot read itself: its master key is not in the settings. */
  record Locked(String master) implements CallSeal {}
}

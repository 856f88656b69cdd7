package talkspurt.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a call is over. */
public enum EndReason {
  /** The conversation came to its end and we hung up. */
  COMPLETED,
  /** The caller hung up. */
  CALLER_HUNG_UP,
  /** The caller was handed to another place of the dialplan. */
  TRANSFERRED,
  /** The line was released for a transfer, and nobody told that the caller arrived. */
  TRANSFER_UNCONFIRMED,
  /** Call start was posted, but no audio came in time. */
  NO_AUDIO,
  /** The line was lost and did not come back in time. */
  LINE_LOST,
  /** Somebody asked for it over the API. */
  HUNG_UP_BY_REQUEST,
  /** The bot that held the conversation closed it. */
  BOT_HUNG_UP,
  /** The bot that was to hold the conversation could not be reached, or failed. */
  BOT_FAILED,
  /** The voice failed, no other took over, and the caller heard nothing of several replies in a row. */
  VOICE_FAILED,
  /** Somebody asked over the API that live calls go to people. */
  SENT_TO_PEOPLE,
  /** There was no place for the call, and the caller has heard so. */
  BUSY,
  /** The call took as long as its profile lets calls take. */
  LONGEST_REACHED,
  /** The call cost as much as its profile lets calls cost. */
  BUDGET_REACHED;

  /** The name that users see, such as {@code caller-hung-up}. */
  public String label() {
    return label(name());
  }

  /** The same of a reason as it is kept, which only a later version may know. */
  public static String label(String kept) {
    return kept.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason that is kept under this name; empty where only a later version knows it. */
  public static Optional<EndReason> kept(String name) {
    return Arrays.stream(values()).filter(reason -> reason.name().equals(name)).findFirst();
  }

  /** The same as a person would tell it of an earlier call. */
  public String words() {
    return switch (this) {
      case COMPLETED, BOT_HUNG_UP -> "the call was completed";
      case CALLER_HUNG_UP -> "the caller hung up";
      case TRANSFERRED -> "the caller was transferred";
      case TRANSFER_UNCONFIRMED -> "the caller was transferred, and may not have arrived";
      case NO_AUDIO -> "the call did not come about";
      case LINE_LOST, BOT_FAILED, VOICE_FAILED -> "the call was cut off by a fault";
      case HUNG_UP_BY_REQUEST -> "the call was ended by an operator";
      case SENT_TO_PEOPLE -> "the caller was sent to a person";
      case BUSY -> "no place was free for the caller";
      case LONGEST_REACHED, BUDGET_REACHED -> "the call was ended because it took too long";
    };
  }

  /** Whether the call ended because something failed. */
  public boolean failure() {
    return switch (this) {
      case NO_AUDIO, LINE_LOST, BOT_FAILED, VOICE_FAILED -> true;
      default -> false;
    };
  }
}

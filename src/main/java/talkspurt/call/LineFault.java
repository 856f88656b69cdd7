package talkspurt.call;

import java.util.Locale;

/** What can be wrong with a line's audio, named so that an operator can put it right. */
public enum LineFault {
  /** Nothing is heard because nothing comes. */
  NO_INBOUND_FRAMES(
      "no audio comes from Asterisk",
      "the caller's RTP does not reach Asterisk (direct_media, NAT, firewall), or the line is in no"
          + " bridge with the caller, or in one of type holding; a caller on hold or mute whose"
          + " telephone sends nothing looks the same",
      "direct_media = no, rtp_symmetric, force_rport and the external addresses in pjsip.conf; over"
          + " ARI put both channels into one bridge of type mixing"),
  /** Frames come, and there is nothing in them, not even noise. */
  DIGITAL_SILENCE(
      "the audio from Asterisk is exact silence, not even noise",
      "Asterisk makes silence up for a caller whose audio it does not get, or the wrong half of a"
          + " Local channel is on the line; a caller who has been mute from the beginning looks"
          + " the same",
      "look where the caller's audio stops with 'rtp set debug on'; with Local channels let only the"
          + " half that stands for the engine be on the line"),
  /** The bytes are not linear samples. */
  WRONG_CODEC(
      "the audio is G.711 bytes where linear samples are announced: noise to both sides",
      "Dial(AudioSocket/host:port/uuid) without c(), or with a codec that is not linear",
      "Dial(AudioSocket/host:port/uuid/c(slin)), or c(slin16) from Asterisk 20.17, 21.12, 22.7, 23.1"
          + " on"),
  /** The two bytes of a sample are the wrong way round. */
  WRONG_BYTE_ORDER(
      "the two bytes of each sample are the wrong way round: loud noise to both sides",
      "a peer or proxy of one's own that sends big endian samples",
      "send samples little endian; only the length in the header is big endian"),
  /** More or fewer samples come than the announced rate has. */
  WRONG_RATE(
      "the audio has another sample rate than is announced: too slow and low, or too fast",
      "c(slin16) or higher on an Asterisk that knows kind 0x10 only, or a peer that sends the wrong"
          + " kind",
      "c(slin) there, or Asterisk 20.17, 21.12, 22.7, 23.1 or later; the kind says the rate"),
  /** What is sent is not taken. */
  PEER_NOT_READING(
      "the peer does not take what is sent: the caller hears nothing",
      "Asterisk's thread of this channel is blocked, its host is overloaded, or the network to it is"
          + " gone",
      "look at the load of Asterisk's host and at 'core show threads'; the line is lost once TCP"
          + " gives up, and the dialplan can come back by /next"),
  /** More and more waits to be played. */
  LEAD_GROWING(
      "more and more audio waits to be played in Asterisk: the bot answers later and later",
      "Asterisk's 20 ms clock loses ticks on a busy host, has no timing module, or media were paused"
          + " by somebody else",
      "load res_timing_timerfd.so, give the host more processor; only one program may command a"
          + " channel"),
  /** The line brings back what we send. */
  LOOP(
      "the line brings back, unchanged, what is sent: nobody else is there",
      "both halves of a Local channel run the engine, the far end runs Echo(), or a switch loops the"
          + " call back",
      "let one half of the Local channel run the engine and the other dial the telephone:"
          + " Local/number@dial/n"),
  /** More keys come than anybody can press. */
  KEY_FLOOD(
      "more keys come than anybody can press: most of them are dropped",
      "a program sends them, or a switch tells the packets of one key (RFC 4733) as so many keys",
      "look where they come from with 'rtp set debug on'; set dtmf_mode in pjsip.conf to what the peer"
          + " really sends");

  private final String what;
  private final String cause;
  private final String remedy;

  LineFault(String what, String cause, String remedy) {
    this.what = what;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** What is wrong. */
  public String what() {
    return what;
  }

  /** What usually causes it. */
  public String cause() {
    return cause;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  /** Its name in settings, figures and answers, such as {@code wrong-codec}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

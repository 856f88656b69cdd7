package talkspurt.provider.transport;

/** Where work that blocks is done: reading from programs and files. */
public final class SpeechThreads {

  /** The dispatcher's name in the settings. */
  public static final String DISPATCHER = "talkspurt.speech-dispatcher";

  private SpeechThreads() {}
}

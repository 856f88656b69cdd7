package talkspurt.recording;

/** Hears of parts of recordings, on the thread that writes them: must not take long. */
public interface PartWatch {

  /** Hears of none. */
  PartWatch NONE = new PartWatch() {
    @Override
    public void begun(String file) {}

    @Override
    public void ended(String file) {}
  };

  /** A file of sound was begun, and with it whatever lies beside it. */
  void begun(String file);

  /** Nothing is added any more to it, nor to what lies beside it. */
  void ended(String file);
}

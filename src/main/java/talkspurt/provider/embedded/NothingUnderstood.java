package talkspurt.provider.embedded;

/** An utterance of which nothing is understood, as where there are no phrases. */
class NothingUnderstood implements UtteranceRecognizer.Decoding {

  @Override
  public void add(short[] samples) {}

  @Override
  public void end() {}

  @Override
  public boolean hear() {
    return false;
  }

  @Override
  public String partial() {
    return "";
  }

  @Override
  public String words() {
    return "";
  }
}

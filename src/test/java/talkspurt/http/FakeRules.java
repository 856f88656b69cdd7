package talkspurt.http;

import java.util.Map;
import java.util.Optional;
import talkspurt.call.SessionChange;
import talkspurt.call.Variant;

/** Rules that forbid nothing, or all. */
record FakeRules(boolean all, boolean anyVoice) implements MidCallRules {

  @Override
  public Optional<Objection> toChange(SessionChange change) {
    if (change.voice().filter("nobody"::equals).isPresent()) {
      return Optional.of(new Objection("voice", true, "is 'nobody'; allowed: warm"));
    }
    return objection("instructions");
  }

  @Override
  public Optional<Objection> toSay() {
    return objection("text");
  }

  @Override
  public Optional<Objection> toHint(boolean answer) {
    return objection("text");
  }

  @Override
  public Optional<Objection> toRecord() {
    return objection("action");
  }

  @Override
  public Map<String, String> transfers() {
    return Map.of("sales", "queues,sales,1");
  }

  @Override
  public boolean recordsByItself() {
    return false;
  }

  @Override
  public MidCallRules of(Variant variant) {
    return this;
  }

  private Optional<Objection> objection(String field) {
    return all
        ? Optional.empty()
        : Optional.of(new Objection(field, false, "nobody can do that here; ask others"));
  }
}

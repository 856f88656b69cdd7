package talkspurt.collect;

import java.time.LocalDate;
import java.util.List;

/**
 * A number or a code.
 *
 * @param letters whether letters belong to it; then it has to be spoken
 * @param length how long it is
 * @param check what it has to be beside its length
 */
public record CodeContent(boolean letters, Collect.Length length, Checksum check, CodeWords words)
    implements Content {

  public CodeContent {
    String kind = letters ? "letters-digits" : "digits";
    if (check == Checksum.LUHN && letters || check == Checksum.IBAN && !letters) {
      throw new IllegalArgumentException("check is " + check.label() + ", but kind is " + kind
          + "; allowed: luhn with digits, iban with letters-digits, none");
    }
  }

  @Override
  public boolean keyable() {
    return !letters;
  }

  @Override
  public int longest() {
    return Collect.LONGEST;
  }

  @Override
  public String read(String entered, String said) {
    return SpokenCode.of(said, words, letters);
  }

  @Override
  public Progress progress(String entered, LocalDate today) {
    return entered.length() >= length.max()
        ? Progress.FULL
        : entered.length() >= length.min() ? Progress.WHOLE : Progress.BEGUN;
  }

  @Override
  public Judgement judge(String entered, LocalDate today) {
    if (entered.length() < length.min()) {
      return new Judgement.Bad(Collected.Why.TOO_SHORT);
    }
    if (entered.length() > length.max()) {
      return new Judgement.Bad(Collected.Why.TOO_LONG);
    }
    return check.passes(entered)
        ? new Judgement.Good(entered)
        : new Judgement.Bad(Collected.Why.WRONG);
  }

  @Override
  public String symbols(String value) {
    return value;
  }

  @Override
  public String spoken(String value) {
    return String.join(" ", value.split(""));
  }

  @Override
  public List<String> forms(String value) {
    return List.of(value);
  }
}

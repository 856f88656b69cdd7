package talkspurt.call;

import talkspurt.text.OutsideText;

/** A caller's or called party's number or name, as Asterisk gave it. Prints its length only. */
public record PhoneNumber(String number) {

  public PhoneNumber {
    number = OutsideText.repaired(number);
  }

  @Override
  public String toString() {
    return "PhoneNumber[" + number.length() + " characters]";
  }
}

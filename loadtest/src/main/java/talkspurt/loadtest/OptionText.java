package talkspurt.loadtest;

import java.net.InetSocketAddress;
import java.net.URI;

/** What was given for an option, and how to read it; a refusal names option, value and what is allowed. */
record OptionText(String option, String value) {
  private static final int MAX_DIGITS = 32;

  /** What is to happen, and at which second of a call. */
  record Cue(String what, double second) {}

  int whole(int least, int most) {
    return (int) wholeNumber(least, most);
  }

  long wholeNumber(long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException e) {
      // Refused below, like a number out of bounds.
    }
    throw refused("a whole number from " + least + " to " + most);
  }

  double decimal(double least, double most) {
    return decimal(value, least, most, "a number from " + least + " to " + most);
  }

  int rateHz() {
    for (int rateHz : AudioSocketCodec.ratesHz())
      if (value.equals(String.valueOf(rateHz))) return rateHz;
    StringBuilder rates = new StringBuilder("one of");
    for (int rateHz : AudioSocketCodec.ratesHz()) rates.append(' ').append(rateHz);
    throw refused(rates.toString());
  }

  InetSocketAddress host(Reach reach, int port) {
    try {
      return reach.address(value, port);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage());
    }
  }

  URI httpAddress() {
    String allowed = "an address like http://127.0.0.1:1650";
    if (!value.matches("http://[^/?#]+/?")) throw refused(allowed);
    try {
      URI address = URI.create(value);
      if (address.getHost() != null) return address;
    } catch (IllegalArgumentException e) {
      // Refused below, like an address without a host.
    }
    throw refused(allowed);
  }

  Cue cue(String what, int seconds) {
    String allowed = what + "@SECOND, with a second from 0 to before " + seconds;
    int at = value.lastIndexOf('@');
    if (at < 1) throw refused(allowed);
    double second = decimal(value.substring(at + 1), 0, Math.nextDown((double) seconds), allowed);
    return new Cue(value.substring(0, at), second);
  }

  Cue digits(int seconds) {
    Cue cue = cue("DIGITS", seconds);
    if (cue.what().length() <= MAX_DIGITS && cue.what().matches("[0-9*#A-D]+")) return cue;
    throw refused("up to " + MAX_DIGITS + " of 0-9 * # A-D before the @");
  }

  IllegalArgumentException refused(String allowed) {
    return new IllegalArgumentException(
        option + ": '" + value + "' is refused; allowed: " + allowed);
  }

  private double decimal(String text, double least, double most, String allowed) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException e) {
      // Refused below, like a number out of bounds.
    }
    throw refused(allowed);
  }
}

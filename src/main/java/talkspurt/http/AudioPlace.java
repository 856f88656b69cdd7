package talkspurt.http;

import java.util.Optional;

/**
 * Where a call's audio is to be connected to.
 *
 * @param address {@code host:port}
 * @param token what its line has to show, if anything
 */
record AudioPlace(String address, Optional<String> token) {

  /** The same in one line: the address, and the token behind a blank. */
  String text() {
    return address + token.map(" "::concat).orElse("");
  }
}

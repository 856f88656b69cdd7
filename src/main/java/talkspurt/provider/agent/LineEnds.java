package talkspurt.provider.agent;

/**
 * Turns the line ends of Windows and of old Macs into line feeds, in a text that comes in pieces. Not
 * thread-safe.
 */
final class LineEnds {

  private boolean afterReturn;

  /** More of the text: each CR LF, CR or LF in it is one LF. */
  String add(String more) {
    if (!afterReturn && more.indexOf('\r') < 0) {
      return more;
    }
    StringBuilder feeds = new StringBuilder(more.length());
    for (char each : more.toCharArray()) {
      if (each == '\r' || each != '\n' || !afterReturn) {
        feeds.append(each == '\r' ? '\n' : each);
      }
      afterReturn = each == '\r';
    }
    return feeds.toString();
  }
}

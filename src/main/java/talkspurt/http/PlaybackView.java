package talkspurt.http;

import akka.http.javadsl.model.sse.ServerSentEvent;
import java.util.List;
import java.util.Optional;
import talkspurt.control.Playback;

/**
 * One event of a call's playback.
 *
 * @param line the line that plays
 * @param turn the turn that is answered; the greeting's is 0
 * @param segment the segment of the reply, counted from 1; 0 before the first
 * @param segmentMs how much of that segment was heard
 * @param replyMs how much of the whole reply was heard
 * @param words what the event tells of in words; may be empty
 * @param parts what the words are made of, where they are not the answer alone
 */
record PlaybackView(
    String line,
    int turn,
    int segment,
    int segmentMs,
    int replyMs,
    String words,
    Optional<List<SpokenPartView>> parts) {

  static ServerSentEvent event(Playback playback) {
    PlaybackView view = new PlaybackView(
        playback.line(),
        playback.turn(),
        playback.segment(),
        playback.segmentMs(),
        playback.replyMs(),
        playback.words().text(),
        SpokenPartView.of(playback.words()));
    return ServerSentEvent.create(Json.text(view), WireName.of(playback.kind()));
  }
}

package talkspurt.provider.embedded;

import akka.actor.ActorSystem;
import com.typesafe.config.ConfigFactory;

/** Something to run streams on: an actor system of its own, without the node's settings. */
final class Streams {

  private Streams() {}

  static ActorSystem system() {
    return ActorSystem.create("streams", ConfigFactory.load(ConfigFactory.empty()));
  }
}

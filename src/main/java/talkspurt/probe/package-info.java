/** A synthetic caller: asks something over a line, expects an answer, and tells what came of it. */
package talkspurt.probe;

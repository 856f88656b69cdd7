/** What an operator is shown: names of metrics and log fields, and the clocks they are read by. */
package talkspurt.telemetry;

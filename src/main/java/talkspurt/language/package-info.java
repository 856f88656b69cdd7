/** What the engine knows of a language: what a model is told in it, what the clock says, where sentences end. */
package talkspurt.language;

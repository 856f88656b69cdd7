/**
 * Pure: what a caller keys or speaks as one value, such as a card number: how it is asked for, read, checked and
 * confirmed.
 */
package talkspurt.collect;

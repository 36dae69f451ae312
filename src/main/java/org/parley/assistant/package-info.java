/**
 * Who answers: assistants behind one interface, and the resource that has one answer in a conversation. It uses
 * {@code conversation}, {@code security} and {@code platform}.
 */
package org.parley.assistant;

/**
 * Who answers, and how an answer reaches people: chooses a model, gathers what it is told, has it write an {@code answer},
 * sends that as JSON or events; temporary chats and titles. It uses {@code answer}, {@code conversation}, {@code security},
 * {@code model}, {@code markdown} and {@code platform}.
 */
package org.parley.assistant;

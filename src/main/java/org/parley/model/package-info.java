/**
 * Language models: which there are, how much of a conversation one is shown, and how one is asked. It uses
 * {@code platform}, and is the only package that knows LangChain4j.
 */
package org.parley.model;

/** Says that images and files cannot be sent, when somebody pastes or drops one. */
import { clear, notice } from '../ui/notices.js';
import { word } from '../words.js';
import { CONVERSATION_OPENED, MESSAGE_SUBMITTED, on } from './events.js';

const KIND = 'files';

export function refuseFiles() {
  document.addEventListener('paste', (event) => {
    const { files, types } = event.clipboardData;
    // Office programs put a picture of the text beside the text; that is a text.
    if (files.length > 0 && !types.includes('text/plain')) {
      refuse(event);
    }
  });
  document.addEventListener('drop', (event) => event.dataTransfer.types.includes('Files') && refuse(event));
  on(MESSAGE_SUBMITTED, () => clear(KIND));
  on(CONVERSATION_OPENED, () => clear(KIND));
}

function refuse(event) {
  event.preventDefault();
  notice(KIND, { words: word('js.message.no-files') });
}

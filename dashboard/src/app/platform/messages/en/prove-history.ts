export const unmask = {
  title: 'Personal values are masked',
  note: 'Say why you need to see them. The reason is recorded with your account before the values appear.',
  reason: 'Reason',
  tooShort: 'Give a reason of at least ten characters.',
  submit: 'Record and show',
  working: 'Recording…',
};

// What django-allauth's script leaves to the console is told to whoever sits there.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.querySelector("[data-trouble]");
  trouble.textContent = trouble.dataset.trouble;
  trouble.hidden = false;
});

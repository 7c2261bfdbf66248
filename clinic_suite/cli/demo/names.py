"""Names as they are borne in India, by the language that is spoken at home."""

from __future__ import annotations

import random

import attrs

from clinic_suite.directory.model import Language


@attrs.frozen
class Names:
    """The names of one language: for women, for men, and of families."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _names(women: str, men: str, families: str) -> Names:
    return Names(tuple(women.split()), tuple(men.split()), tuple(families.split()))


NAMES: dict[Language, Names] = {
    Language.MARATHI: _names(
        "Asha Sunita Vaishali Pallavi Manisha Ashwini Rohini Snehal Madhuri Shubhangi Sayali Mrunal Gauri "
        "Prajakta Vandana Ujwala Swati Tejaswini Anagha Mugdha Ketaki Rucha Nilima Sulabha",
        "Sachin Nilesh Mahesh Amol Prashant Sandeep Yogesh Aniket Omkar Chinmay Shreyas Mandar Vinayak Ashutosh "
        "Rahul Tushar Hrishikesh Sudhir Pramod Sanjay Kedar Abhijit Swapnil Jayant",
        "Kulkarni Deshpande Joshi Patil Jadhav Shinde Pawar Gokhale Bhosale Kale More Chavan Deshmukh Apte Phadke "
        "Sathe Ranade Gaikwad Kadam Salunkhe Thorat Wagh Paranjape Limaye",
    ),
    Language.HINDI: _names(
        "Anjali Neha Pooja Priyanka Kavita Ritu Shweta Rekha Suman Meena Geeta Nidhi Aarti Sarita Kiran Preeti "
        "Seema Archana Babita Manju Divya Garima Sangeeta Usha",
        "Amit Rajesh Sanjeev Vikas Manoj Deepak Ankit Rohit Saurabh Gaurav Alok Vivek Pankaj Arvind Naveen Sunil "
        "Ashok Ramesh Dinesh Mukesh Abhishek Nitin Hemant Lokesh",
        "Sharma Verma Gupta Agarwal Mishra Tiwari Pandey Saxena Srivastava Chauhan Yadav Rathore Shekhawat Mathur "
        "Bhargava Jain Meena Choudhary Dubey Tripathi Soni Kumawat Rajput Khandelwal",
    ),
    Language.TAMIL: _names(
        "Lakshmi Meenakshi Kavitha Priya Revathi Gayathri Vidhya Sangeetha Deepa Bhuvaneswari Anitha Malathi "
        "Saraswathi Kalpana Janaki Sumathi Nithya Padma Thenmozhi Yazhini Abirami Hema Shanthi Vasanthi",
        "Karthik Senthil Murugan Ramesh Suresh Balaji Vignesh Aravind Prakash Dinesh Saravanan Ganesan Srinivasan "
        "Manikandan Anand Raghavan Kumaran Elango Arun Mohan Venkatesh Hariharan Sundar Prabhu",
        "Subramanian Krishnan Iyer Venkataraman Natarajan Sundaram Rajendran Palaniswamy Chandrasekar Ramanathan "
        "Swaminathan Narayanan Murugesan Selvam Govindarajan Balasubramanian Mani Ravichandran Annamalai "
        "Thangaraj Arumugam Kannan Sivakumar Parthasarathy",
    ),
    Language.TELUGU: _names(
        "Sravani Swathi Lavanya Padmavathi Sirisha Haritha Madhavi Vijaya Aruna Keerthi Bhavani Sujatha Anusha "
        "Ramya Jyothi Sailaja",
        "Srinivas Venkat Ravi Kiran Naresh Prasad Chaitanya Praveen Mahesh Satish Harsha Nagaraju Sridhar Vamsi "
        "Bhaskar Phani",
        "Reddy Rao Naidu Chowdary Varma Raju Sastry Gudipati Kandula Yerramilli Pothuri Kolluri Mandava Bandaru "
        "Vemula Tadepalli",
    ),
    Language.KANNADA: _names(
        "Shobha Roopa Vidya Chaitra Pavithra Sowmya Rashmi Ashwini Bhagya Mamatha Nandini Suma Veena Asha "
        "Triveni Deepika",
        "Raghavendra Manjunath Girish Nagesh Prasanna Harish Kiran Basavaraj Chethan Santosh Vinay Shivakumar "
        "Guruprasad Ravindra Sudeep Anil",
        "Gowda Hegde Shetty Bhat Rao Murthy Kulkarni Patil Naik Kamath Acharya Urs Shenoy Hiremath Desai Nayak",
    ),
    Language.MALAYALAM: _names(
        "Lekha Sreeja Bindu Remya Anju Parvathy Athira Sindhu Beena Mini Jisha Smitha Ammu Devika Reshma Nimisha",
        "Vishnu Sreekumar Rajeev Anoop Jayakrishnan Biju Shaji Manoj Rahul Unnikrishnan Hari Santhosh Vinod "
        "Ajith Pradeep Sajan",
        "Nair Menon Pillai Kurup Varghese Thomas Mathew Joseph Kurian Nambiar Panicker Warrier George Jacob "
        "Chacko Thampi",
    ),
    Language.BENGALI: _names(
        "Sharmila Moumita Debjani Sudeshna Ananya Paromita Rituparna Mitali Sutapa Indrani Jayati Tanushree "
        "Madhumita Suchitra Aparna Keya",
        "Subhasish Anirban Sourav Debashish Partha Abhijit Kaushik Arindam Sandip Tapan Prosenjit Ranjan "
        "Sumit Indranil Bappaditya Dipankar",
        "Banerjee Mukherjee Chatterjee Ganguly Bose Ghosh Sen Das Dutta Roy Chakraborty Bhattacharya Mitra "
        "Sarkar Majumdar Saha",
    ),
    Language.GUJARATI: _names(
        "Hetal Komal Jignasha Bhavna Dipti Kinjal Nisha Falguni Minal Varsha Ami Pinal Urvi Krupa Daksha Heena",
        "Jignesh Hardik Chirag Bhavesh Ketan Nirav Paresh Mehul Hiren Vipul Darshan Kalpesh Jayesh Dhaval Parth "
        "Kirit",
        "Patel Shah Mehta Desai Trivedi Parekh Joshi Dave Modi Panchal Vyas Bhatt Amin Thakkar Gandhi Solanki",
    ),
    Language.PUNJABI: _names(
        "Harpreet Manpreet Simran Gurleen Jasleen Navneet Amandeep Rajwinder Kirandeep Parminder Baljit Ravneet",
        "Gurpreet Harjinder Jaspreet Manjit Kulwinder Navjot Amarjeet Rajinder Sukhdev Parminder Tejinder Balbir",
        "Singh Kaur Gill Sandhu Dhillon Grewal Bedi Sethi Ahluwalia Khurana Chopra Arora",
    ),
    Language.URDU: _names(
        "Ayesha Fatima Nazia Shabana Zainab Rukhsar Sana Farah Noor Saba Nasreen Shaheen Mehrunisa Afreen",
        "Imran Salman Farhan Irfan Javed Asif Nadeem Sajid Arif Faisal Rizwan Zubair Tariq Yusuf",
        "Khan Shaikh Ansari Qureshi Siddiqui Syed Pathan Mirza Kazi Hussain Ahmed Baig Momin Farooqui",
    ),
    Language.ENGLISH: _names(
        "Maria Sharon Melissa Clara Philomena Teresa Cheryl Natasha Anita Lorraine",
        "Kevin Melvyn Savio Joaquim Rohan Denzil Anthony Francis Glenn Trevor",
        "D'Souza Fernandes Pereira D'Mello Rodrigues Pinto Lobo Coutinho Menezes Almeida",
    ),
    Language.ODIA: _names(
        "Sasmita Lipsa Puspanjali Itishree Subhashree Mamata Banita Rajashree",
        "Biswajit Soumya Prasanta Sangram Debendra Bibhuti Ashis Manas",
        "Mohanty Patnaik Sahoo Nayak Behera Panda Rath Swain",
    ),
    Language.ASSAMESE: _names(
        "Rimjhim Jonali Pallabi Bornali Nilakshi Dipshikha Junmoni Karabi",
        "Bhaskar Jyotirmoy Hemanta Nabajyoti Rituraj Pranjal Diganta Manash",
        "Borah Gogoi Kalita Saikia Baruah Hazarika Deka Phukan",
    ),
}


def given_name(chance: random.Random, language: Language, *, woman: bool) -> str:
    return chance.choice(NAMES[language].women if woman else NAMES[language].men)


def family_name(chance: random.Random, language: Language, *, woman: bool) -> str:
    """A family's name; among Sikhs a woman is Kaur and a man Singh, alone or before the clan's name."""
    name = chance.choice(NAMES[language].families)
    if language is not Language.PUNJABI:
        return name
    own, other = ("Kaur", "Singh") if woman else ("Singh", "Kaur")
    return own if name in (own, other) else f"{own} {name}"
